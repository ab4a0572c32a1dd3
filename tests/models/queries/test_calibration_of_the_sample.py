"""How far the forecast is to be trusted on the sample log: it beats the average, clearly."""

import pytest

from tests.benchmarks.bench_forecast import SAMPLE, calibration_of_the_sample
from tests.conftest import FULL


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample log is not here")
@pytest.mark.skipif(not FULL, reason="twelve forecasts of a desk of 2,000 cases: full runs only")
def test_what_was_said_is_what_came() -> None:
    found = calibration_of_the_sample()
    assert found.count > 300
    assert found.trust in ("hint", "good")
    assert found.brier < 0.8 * found.usual
