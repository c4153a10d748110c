//! Posts events into a cala-ledger, a transaction of two postings each, as fast as it can.
//!
//! Reads one duration in milliseconds per line of its input, and answers each with one line of JSON: what it
//! posted in that time, and what the database then holds. Ends with its input.

mod ledger;

use std::io::{BufRead, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use ledger::{Ledger, Load};

#[tokio::main]
async fn main() -> Result<()> {
    let clients: u32 = variable("CLIENTS")?.parse()?;
    let load = match variable("LOAD")?.as_str() {
        "cold" => Load::Cold,
        "hot" => Load::Hot,
        other => bail!("LOAD is {other}; it has to be cold or hot"),
    };
    let pool = PgPoolOptions::new()
        .min_connections(clients)
        .max_connections(clients)
        .connect(&variable("DATABASE_URL")?)
        .await?;
    let accounts: usize = variable("ACCOUNTS")?.parse()?;
    let ledger = Arc::new(Ledger::prepare(&pool, load, accounts).await?);
    say(&json!({ "accounts": accounts }))?;

    for line in std::io::stdin().lock().lines() {
        let duration = Duration::from_millis(line?.trim().parse()?);
        // Autovacuum would do it within a minute, but rounds are shorter.
        sqlx::query("analyze").execute(&pool).await?;
        let (posted, elapsed) = round(&ledger, clients, duration).await?;
        let (transactions, postings) = held(&pool).await?;
        say(&json!({
            "posted": posted,
            "elapsed_ms": elapsed.as_secs_f64() * 1e3,
            "transactions": transactions,
            "postings": postings,
        }))?;
    }
    Ok(())
}

/// All clients post until the time is over; what was begun is finished, and counted with its time.
async fn round(ledger: &Arc<Ledger>, clients: u32, duration: Duration) -> Result<(u64, Duration)> {
    let begin = Instant::now();
    let working: Vec<_> = (0..clients)
        .map(|_| {
            let ledger = ledger.clone();
            tokio::spawn(async move {
                let mut posted = 0;
                while begin.elapsed() < duration {
                    ledger.post().await?;
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

/// Transactions and postings in the database.
async fn held(pool: &PgPool) -> Result<(i64, i64)> {
    let counted = sqlx::query_as(
        "select (select count(*) from cala_transactions), (select count(*) from cala_entries)",
    );
    Ok(counted.fetch_one(pool).await?)
}

fn variable(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("the environment names no {name}"))
}

fn say(line: &Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
