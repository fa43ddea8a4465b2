package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.Outcome;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.Usage;
import java.util.List;

/**
 * An attempt that is over, whatever came of it. Immutable.
 *
 * @param <O> output record of the stage
 */
record Finished<O>(HandoffHeader header, Outcome<O> outcome, Usage usage, Provenance provenance, List<RunStep> steps) {

    Finished<O> withOutcome(Outcome<O> other) {
        return new Finished<>(header, other, usage, provenance, steps);
    }
}
