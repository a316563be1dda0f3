"""No supplier is named outside its own package and the few modules that know them all."""

from pathlib import Path

import pytest

from domain.suppliers.brands import BRANDS, brand_of
from domain.suppliers.contract import Supplier

ROOT = Path(__file__).parents[2]
SUPPLIERS = ROOT / "domain/suppliers"
# Where a further supplier is entered: its name, its key, its gateway, and what travellers call it.
REGISTRY = {
    SUPPLIERS / "offers.py",
    SUPPLIERS / "assembly.py",
    SUPPLIERS / "registry.py",
    SUPPLIERS / "brands.py",
    ROOT / "domain/settings.py",
}
NAMES = {name.lower() for s in Supplier for name in (s.value, BRANDS[s].house)}


def sources() -> list[Path]:
    packages = (SUPPLIERS / supplier.value for supplier in Supplier)
    own = {path for package in packages for path in package.rglob("*.py")}
    product = (ROOT / name for name in ("bot", "domain", "webhooks", "workers"))
    found = {path for folder in product for path in folder.rglob("*.py")}
    # What is called alike in every script is checked in the catalogues by these names.
    return sorted(found - own - REGISTRY - {ROOT / "bot/locales/catalogues.py"})


def test_no_supplier_is_named_elsewhere() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sources()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if any(name in line.lower() for name in NAMES)
    ]
    assert named == []


@pytest.mark.parametrize("supplier", Supplier)
def test_every_supplier_has_a_name_that_travellers_know(supplier: Supplier) -> None:
    brand = brand_of(supplier.value)
    assert all((brand.house, brand.hotels, brand.flights))
