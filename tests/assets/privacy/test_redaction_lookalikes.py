"""What looks like personal data and is none stays."""

import pyarrow as pa
import pytest

from assets.privacy.redaction import redact, redact_text

IMPERSONAL = """
In 2024 and 2025 I waited 45 minutes.
Olin jonossa 2 h 15 min, vuosina 2023-2025.
2024년 3월 5일 14시 30분에 전화했어요
2026-01-05 10:12:33
2024.03.15
01.02.2024
01.02.2024 10.30
01-02-2024
05 03 2024
2024/03/15 09:10:11
01.02.2024-05.02.2024
09.12.24 08.30
5.1.2026 klo 10.12
klo 08.00-16.00
08.00–16.30
09:00-17:00
0800-1600
klo 12::30
2020 2021 2022 2023
1592-1598
1999-2000-2001-2002
It cost 1,234,567.89 and then 1 200 000 more
€ 1 234,50
€1.234.567,89
가격은 39,900원이에요
129,900원
1600-1800원
100000000원이나 냈어요
100 000 000 euroa
+1 000 000 000
ticket 123456
ticket 100123456
티켓 100234번
order no. 20260012345
order 20240315-000123
order no. 0212345678
주문번호 20240315001
주문번호 2403151234567
운송장 640123456789
등기번호 2403151234567
tilaus 1234567
tilaus 1572860-0
INV-2024-001234
INV-0123456789
ORD-123-45-67890
112-1234567-1234567
1Z999AA10123456784
tracking RR123456789FI
tracking 4222222222222
http://news.example.com/html/2010021101634.html
550e8400-e29b-41d4-a716-446655440000
8/10, would call again @ noon
meet @ example.com office
v1.2.3 and 3.14159
v1.2.3.4
version 10.0.19.3
버전 1.2.3.4
1.2.3.4.5
300.1.2.3
2.04761904762
0.0401234567
std::vector a::b
9 out of 10; 100%
gate 4, seat 12A
3 4 5 5 4 3 5 4 4 5 3 3 4
call me at 10:30
soita klo 08.00-16.00
bought phone 129900 won
전화 2024-03-15에 했어요
iPhone 15 Pro 256GB 1 299 €
4111 1111 1111 1112
FI21 1234 5600 0007 86
131052-308X
960121+1021413
960111-10214131
001332-1234567
""".strip().splitlines()


@pytest.mark.parametrize("text", ["", *IMPERSONAL])
def test_text_without_personal_data_is_unchanged(text):
    assert redact_text(text) == text
    assert redact_text(f"“{text}”, hän sanoi… ㅋㅋ½") == f"“{text}”, hän sanoi… ㅋㅋ½"


@pytest.mark.parametrize("text", [text for text in IMPERSONAL if "@" not in text])
def test_what_stands_beside_personal_data_is_unchanged(text):
    assert redact_text(f"{text}; kim@naver.com; {text}") == f"{text}; [email]; {text}"
    assert redact_text(f"010-1234-5678, {text}") == f"[phone], {text}"


def test_real_comments_are_hardly_ever_taken_for_personal_data(real_exports):
    lines = (real_exports / "comments/en/yelp_labelled.txt").read_text("utf-8").splitlines()
    assert redact(pa.array(lines)).to_pylist() == lines
