//! The ledger that is measured: one journal, many accounts, and a template that takes from one and gives to another.

use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use cala_ledger::job::{JobSvcConfig, Jobs};
use cala_ledger::{account::*, journal::*, tx_template::*, *};
use rust_decimal::Decimal;
use sqlx::PgPool;
use uuid::Uuid;

const TEMPLATE: &str = "GIFT";
const ACCOUNTS_A_STATEMENT: usize = 1_000;
/// Coprime to any number of accounts that is a power of ten: neighbours in time are no neighbours in the table.
const STRIDE: usize = 7_919;

/// Which accounts an event touches.
#[derive(Clone, Copy)]
pub enum Load {
    /// any two of them
    Cold,
    /// any one of them, and always the same one
    Hot,
}

pub struct Ledger {
    cala: CalaLedger,
    accounts: Vec<AccountId>,
    load: Load,
    next_event: AtomicUsize,
}

impl Ledger {
    /// Runs cala's own migrations, then makes the journal, the template and the accounts.
    pub async fn prepare(pool: &PgPool, load: Load, accounts: usize) -> Result<Self> {
        // The jobs roll up sets of accounts; there is no set here, so they need not run.
        let mut jobs = Jobs::init(JobSvcConfig::builder().pool(pool.clone()).build()?).await?;
        let config = CalaLedgerConfig::builder()
            .pool(pool.clone())
            .exec_migrations(true)
            .build()?;
        let cala = CalaLedger::init(config, &mut jobs).await?;

        let journal = JournalId::new();
        let new_journal = NewJournal::builder().id(journal).name("Season").build();
        cala.journals().create(new_journal).await?;
        cala.tx_templates().create(template(journal)?).await?;

        let accounts: Vec<AccountId> = (0..accounts).map(|_| AccountId::new()).collect();
        for some in accounts.chunks(ACCOUNTS_A_STATEMENT) {
            let new_accounts = some.iter().copied().map(new_account).collect();
            cala.accounts().create_all(new_accounts).await?;
        }
        Ok(Self {
            cala,
            accounts,
            load,
            next_event: AtomicUsize::new(0),
        })
    }

    /// One event that was never seen before, in a database transaction of its own.
    pub async fn post(&self) -> Result<()> {
        let (from, to) = self.between(self.next_event.fetch_add(1, Ordering::Relaxed));
        let mut params = Params::new();
        params.insert("from", from);
        params.insert("to", to);
        params.insert("units", Decimal::new(1_250, 2));
        self.cala
            .post_transaction(TransactionId::new(), TEMPLATE, params)
            .await?;
        Ok(())
    }

    fn between(&self, event: usize) -> (AccountId, AccountId) {
        let among = self.accounts.len();
        let (from, to) = match self.load {
            Load::Cold => (event * STRIDE % among, (event * STRIDE + among / 2) % among),
            Load::Hot => (1 + event * STRIDE % (among - 1), 0),
        };
        (self.accounts[from], self.accounts[to])
    }
}

fn new_account(id: AccountId) -> NewAccount {
    NewAccount::builder()
        .id(id)
        .name(id.to_string())
        .code(id.to_string())
        .build()
}

fn template(journal: JournalId) -> Result<NewTxTemplate> {
    let transaction = NewTxTemplateTransaction::builder()
        .effective("date()")
        .journal_id(format!("uuid('{journal}')"))
        .build()?;
    Ok(NewTxTemplate::builder()
        .id(Uuid::now_v7())
        .code(TEMPLATE)
        .params(vec![
            param("from", ParamDataType::Uuid)?,
            param("to", ParamDataType::Uuid)?,
            param("units", ParamDataType::Decimal)?,
        ])
        .transaction(transaction)
        .entries(vec![
            entry("'GIFT_DR'", "params.from", "DEBIT")?,
            entry("'GIFT_CR'", "params.to", "CREDIT")?,
        ])
        .build())
}

fn param(name: &str, kind: ParamDataType) -> Result<NewParamDefinition> {
    Ok(NewParamDefinition::builder()
        .name(name)
        .r#type(kind)
        .build()?)
}

fn entry(kind: &str, account: &str, direction: &str) -> Result<NewTxTemplateEntry> {
    Ok(NewTxTemplateEntry::builder()
        .entry_type(kind)
        .account_id(account)
        .layer("SETTLED")
        .direction(direction)
        .units("params.units")
        .currency("'EUR'")
        .build()?)
}
