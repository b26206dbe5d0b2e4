"""How long state machines run, and what is said of it.

BINHYEN_PROPERTY_EXAMPLES and _STEPS ask for more or longer runs, BINHYEN_NO_SHRINK for the first
failure as it came (CONTRIBUTING.md).
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

EXAMPLES = int(os.environ.get("BINHYEN_PROPERTY_EXAMPLES", "16"))
PHASES = [Phase.generate] if "BINHYEN_NO_SHRINK" in os.environ else [Phase.generate, Phase.shrink]


def drive(machine: type[RuleBasedStateMachine], *, one_in: int = 1, steps: int) -> None:
    """Run the machine as often as is asked for; *one_in* says how costly one run is."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(1, EXAMPLES // one_in),
            stateful_step_count=int(os.environ.get("BINHYEN_PROPERTY_STEPS", steps)),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=PHASES,
            report_multiple_bugs=False,
        ),
    )
