//! Told to stop, the process answers those who already asked.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use axum::{Router, routing::get};
use server::http;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn a_request_in_progress_is_answered_and_no_new_one_taken() {
    let begun = CancellationToken::new();
    let told = begun.clone();
    let slow = get(async move || {
        told.cancel();
        tokio::time::sleep(Duration::from_millis(300)).await;
        "answered all the same"
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it listens");
    let stop = CancellationToken::new();
    let serving = tokio::spawn(http::serve(listener, Router::new().route("/lent", slow), stop.clone()));
    let asking = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(b"GET /lent HTTP/1.1\r\nHost: ici\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    });
    begun.cancelled().await;
    stop.cancel();
    let answer = asking.await.expect("the client lives").expect("the connection holds");
    assert!(answer.ends_with("answered all the same"), "{answer}");
    serving.await.expect("the server lives").expect("it stopped cleanly");
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}
