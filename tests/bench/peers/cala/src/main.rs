//! Posts events into a cala-ledger, a transaction of two postings each, as fast as it can.
//!
//! Reads one duration in milliseconds per line of its input, and answers each with one line of JSON: what it posted
//! in that time, and what the database then holds. Ends with its input.

use std::io::{BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use cala_ledger::{account::*, journal::*, job, tx_template::*, *};
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

const TEMPLATE: &str = "GIFT";
const ACCOUNTS_A_STATEMENT: usize = 1_000;
/// Coprime to any number of accounts that is a power of ten: neighbours in time are no neighbours in the table.
const STRIDE: usize = 7_919;

/// Which accounts an event touches.
#[derive(Clone, Copy)]
enum Load {
    /// any two of them
    Cold,
    /// any one of them, and always the same one
    Hot,
}

struct Bench {
    cala: CalaLedger,
    accounts: Vec<AccountId>,
    load: Load,
    next_event: AtomicUsize,
}

#[tokio::main]
async fn main() -> Result<()> {
    let clients: u32 = variable("CLIENTS")?.parse()?;
    let pool = sqlx::postgres::PgPoolOptions::new()
        .min_connections(clients)
        .max_connections(clients)
        .connect(&variable("DATABASE_URL")?)
        .await?;
    let load = match variable("LOAD")?.as_str() {
        "cold" => Load::Cold,
        "hot" => Load::Hot,
        other => bail!("LOAD is {other}; it has to be cold or hot"),
    };
    let bench = Arc::new(prepare(&pool, load, variable("ACCOUNTS")?.parse()?).await?);
    say(&json!({ "accounts": bench.accounts.len() }))?;

    for line in std::io::stdin().lock().lines() {
        let duration = Duration::from_millis(line?.trim().parse()?);
        let (posted, elapsed) = round(&bench, clients, duration).await?;
        let (transactions, postings): (i64, i64) = sqlx::query_as(
            "select (select count(*) from cala_transactions), (select count(*) from cala_entries)",
        )
        .fetch_one(&pool)
        .await?;
        say(&json!({
            "posted": posted,
            "elapsed_ms": elapsed.as_secs_f64() * 1e3,
            "transactions": transactions,
            "postings": postings,
        }))?;
    }
    Ok(())
}

/// The ledger's own tables, one journal, the accounts, and a template that takes from one and gives to another.
async fn prepare(pool: &PgPool, load: Load, accounts: usize) -> Result<Bench> {
    // The jobs roll up sets of accounts; there is no set here, so they need not run.
    let mut jobs = job::Jobs::init(job::JobSvcConfig::builder().pool(pool.clone()).build()?).await?;
    let config = CalaLedgerConfig::builder().pool(pool.clone()).exec_migrations(true).build()?;
    let cala = CalaLedger::init(config, &mut jobs).await?;
    let journal = JournalId::new();
    cala.journals().create(NewJournal::builder().id(journal).name("Season").build()).await?;
    cala.tx_templates().create(template(journal)?).await?;

    let accounts: Vec<AccountId> = (0..accounts).map(|_| AccountId::new()).collect();
    for some in accounts.chunks(ACCOUNTS_A_STATEMENT) {
        let new = some.iter().map(|id| {
            NewAccount::builder().id(*id).name(id.to_string()).code(id.to_string()).build()
        });
        cala.accounts().create_all(new.collect()).await?;
    }
    Ok(Bench { cala, accounts, load, next_event: AtomicUsize::new(0) })
}

fn template(journal: JournalId) -> Result<NewTxTemplate> {
    let param = |name: &str, kind: ParamDataType| NewParamDefinition::builder().name(name).r#type(kind).build();
    let entry = |kind: &str, account: &str, direction: &str| {
        NewTxTemplateEntry::builder()
            .entry_type(kind)
            .account_id(account)
            .layer("SETTLED")
            .direction(direction)
            .units("params.units")
            .currency("'EUR'")
            .build()
    };
    Ok(NewTxTemplate::builder()
        .id(Uuid::now_v7())
        .code(TEMPLATE)
        .params(vec![
            param("from", ParamDataType::Uuid)?,
            param("to", ParamDataType::Uuid)?,
            param("units", ParamDataType::Decimal)?,
        ])
        .transaction(
            NewTxTemplateTransaction::builder()
                .effective("date()")
                .journal_id(format!("uuid('{journal}')"))
                .build()?,
        )
        .entries(vec![
            entry("'GIFT_DR'", "params.from", "DEBIT")?,
            entry("'GIFT_CR'", "params.to", "CREDIT")?,
        ])
        .build())
}

/// All clients post until the time is over; what was begun is finished, and counted with its time.
async fn round(bench: &Arc<Bench>, clients: u32, duration: Duration) -> Result<(usize, Duration)> {
    let begin = Instant::now();
    let working: Vec<_> = (0..clients)
        .map(|_| {
            let bench = bench.clone();
            tokio::spawn(async move {
                let mut posted = 0;
                while begin.elapsed() < duration {
                    bench.post().await?;
                    posted += 1;
                }
                anyhow::Ok(posted)
            })
        })
        .collect();
    let mut posted = 0;
    for client in working {
        posted += client.await??;
    }
    Ok((posted, begin.elapsed()))
}

impl Bench {
    async fn post(&self) -> Result<()> {
        let event = self.next_event.fetch_add(1, Ordering::Relaxed);
        let among = self.accounts.len();
        let from = event * STRIDE % among;
        let to = match self.load {
            Load::Cold => (from + among / 2) % among,
            Load::Hot => 0,
        };
        let from = if from == to { 1 } else { from };
        let mut params = Params::new();
        params.insert("from", self.accounts[from]);
        params.insert("to", self.accounts[to]);
        params.insert("units", Decimal::new(1_250, 2));
        self.cala.post_transaction(TransactionId::new(), TEMPLATE, params).await?;
        Ok(())
    }
}

fn variable(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("the environment names no {name}"))
}

fn say(line: &serde_json::Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
