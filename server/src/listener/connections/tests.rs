use super::*;

fn limits(total: usize, per_client: Option<usize>) -> Arc<Connections> {
    Connections::new(ConnectionLimits { total, per_client, counts_loopback: false }, Arc::default())
}

fn connect(connections: &Arc<Connections>, peer: &str) -> Option<Connection> {
    match connections.admit(peer.parse().unwrap()) {
        ConnectionAdmission::In(connection) => Some(connection),
        ConnectionAdmission::Refused | ConnectionAdmission::Full => None,
    }
}

fn is_evicted(connection: &Connection) -> bool {
    connection.place.evicted.load(Ordering::Relaxed)
}

#[test]
fn a_client_with_too_many_connections_pushes_out_its_own() {
    let connections = limits(10, Some(2));
    let other = connect(&connections, "198.51.100.1").unwrap();
    let (first, second) = (connect(&connections, "203.0.113.1").unwrap(), connect(&connections, "203.0.113.1").unwrap());
    let third = connect(&connections, "203.0.113.1").unwrap();
    assert!(is_evicted(&first) && !is_evicted(&second) && !is_evicted(&third) && !is_evicted(&other));
    assert_eq!(connections.inner().clients["203.0.113.1"].open, 2);

    let working = [RequestGuard::begin(&connections, &second.place), RequestGuard::begin(&connections, &third.place)];
    assert!(connect(&connections, "203.0.113.1").is_none(), "both are at work: none gives way");
    assert_eq!(connections.counts.refused.load(Ordering::Relaxed), 1);
    drop(working);
    assert!(connect(&connections, "203.0.113.1").is_some());
    assert!(is_evicted(&second), "the one that has been waiting longest");
}

#[test]
fn a_household_counts_as_one_client_and_loopback_as_none() {
    let connections = limits(10, Some(1));
    let first = connect(&connections, "2001:db8:1:2::1").unwrap();
    let _second = connect(&connections, "2001:db8:1:2::2").unwrap();
    assert!(is_evicted(&first));
    let _neighbour = connect(&connections, "2001:db8:1:3::1").unwrap();
    let here = ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.1"].map(|peer| connect(&connections, peer).unwrap());
    assert!(!here.iter().any(is_evicted));
}

#[test]
fn a_full_listener_admits_nobody_while_all_connections_are_busy() {
    let connections = limits(2, None);
    let (first, second) = (connect(&connections, "203.0.113.1").unwrap(), connect(&connections, "203.0.113.2").unwrap());
    let working = RequestGuard::begin(&connections, &first.place);
    assert!(connect(&connections, "203.0.113.3").is_none(), "not before somebody has left");
    assert!(!is_evicted(&first) && is_evicted(&second), "whoever works keeps the place");
    assert!(connect(&connections, "203.0.113.3").is_none(), "one leaves for one who comes");
    assert_eq!(connections.inner().leaving, 1);
    drop(second);
    let third = connect(&connections, "203.0.113.3").unwrap();
    let working_too = RequestGuard::begin(&connections, &third.place);
    assert!(connect(&connections, "203.0.113.4").is_none());
    // An idle connection can be evicted, and a closed one leaves room.
    drop(working);
    assert!(connect(&connections, "203.0.113.4").is_none() && is_evicted(&first));
    drop(first);
    let fourth = connect(&connections, "203.0.113.4").unwrap();
    drop(working_too);
    drop((third, fourth));
    let inner = connections.inner();
    assert_eq!((inner.open, inner.leaving, inner.waiting.len(), inner.clients.len()), (0, 0, 0, 0));
}
