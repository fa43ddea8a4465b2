package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.Outcome;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is over, whatever came of it. Immutable.
 *
 * @param <O> output record of the stage
 * @param spend the usage by provider and model; null when that is not known
 */
record Finished<O>(
        HandoffHeader header,
        Outcome<O> outcome,
        Usage usage,
        @Nullable List<ModelSpend> spend,
        Provenance provenance,
        List<RunStep> steps) {

    Finished<O> withOutcome(Outcome<O> other) {
        return new Finished<>(header, other, usage, spend, provenance, steps);
    }
}
