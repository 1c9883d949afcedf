from pipelines.benchmarks.tickets import bench_tickets


def test_ticket_benchmark_measures_every_ticket_and_the_day_after():
    times = bench_tickets(500)
    assert times.events == 6_000
    assert times.day_share > 0
    assert "500 tickets, 6,000 events" in str(times)
