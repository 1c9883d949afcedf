from pipelines.benchmarks.scorecards import bench_scorecards
from pipelines.benchmarks.sentiment import bench_sentiment
from pipelines.benchmarks.tickets import bench_tickets


def test_ticket_benchmark_measures_every_ticket_and_the_day_after():
    times = bench_tickets(500)
    assert times.events == 6_000
    assert times.day_share > 0
    assert "500 tickets, 6,000 events" in str(times)


def test_sentiment_benchmark_measures_written_comments_and_made_up_ones(tmp_path):
    (tmp_path / "comments.txt").write_text("7\tNot good at all.\nGreat help!\t1\n", "utf-8")
    assert bench_sentiment(10, 1, tmp_path, 3).characters == (16 + 11) / 2
    rates = bench_sentiment(200, 1, None, 301)
    assert rates.texts == 200
    assert min(rates.textblob_rate, rates.cold_rate, rates.warm_rate) > 0
    assert "200 English texts" in str(rates)
    assert rates.stored == 301
    assert "301 comments scored into a warehouse" in str(rates)


def test_scorecard_benchmark_builds_every_metric_and_mart():
    times = bench_scorecards(2_000, 1_000)
    built = {model.table: model.rows for model in times.models}
    assert min(built["marts.scorecard"], built["marts.company_scorecard"]) == times.figures > 0
    assert "intermediate.tickets" not in built
    assert times.cpu_seconds > 0
    assert "2,000 tickets, 1,000 responses" in str(times)
