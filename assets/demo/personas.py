"""The invented people who answer surveys: names and addresses by customer number."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import Ints
from assets.demo.company import Company

ADDRESS_BLOCKS = ("192.0.2.", "198.51.100.", "203.0.113.")  # kept free for documents


@dataclass(frozen=True)
class Personas:
    """One person a response."""

    first: pa.StringArray
    last: pa.StringArray
    mail: pa.StringArray


def personas(company: Company, language: str, customers: Ints) -> Personas:
    """Returns who the customers are; a customer is always the same person."""
    names: dict[str, Any] = company.names["customers"][language]
    domain = company.names["domains"][language]
    first = pa.array(customers % len(names["first"]))
    last = pa.array(customers // len(names["first"]) % len(names["last"]))
    number = pa.array(customers).cast(pa.string())
    box = pa.array(names["mail"]).take(first)
    return Personas(
        first=pa.array(names["first"]).take(first),
        last=pa.array(names["last"]).take(last),
        mail=pc.binary_join_element_wise(box, number, f"@{domain}", "").cast(pa.string()),
    )


def addresses(rng: np.random.Generator, n: int) -> pa.StringArray:
    """Returns IP addresses that belong to nobody."""
    table = [f"{block}{host}" for block in ADDRESS_BLOCKS for host in range(1, 255)]
    return pa.array(table).take(pa.array(rng.integers(0, len(table), n)))
