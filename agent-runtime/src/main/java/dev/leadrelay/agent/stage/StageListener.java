package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.Outcome;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears how records left the handler, for metrics. Called in the records' own threads: quick and without throwing. */
public interface StageListener {
    /** Hears nothing. */
    StageListener NONE = new StageListener() {};

    /**
     * An attempt is over and its records are written, though not committed yet.
     *
     * @param spend the usage by provider and model; null when that is not known
     */
    default void finished(Outcome<?> outcome, Usage usage, @Nullable List<ModelSpend> spend, Provenance provenance) {}

    /** A record could not be answered and becomes a dead letter. */
    default void deadLetter(FailureClass failureClass) {}
}
