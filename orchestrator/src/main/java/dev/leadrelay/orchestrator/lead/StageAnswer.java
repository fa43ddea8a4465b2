package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.WriterResult;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An answer of any stage.
 *
 * @param stage stage of the topic it was read from, whatever the header says
 * @param header the header that the answer repeats
 * @param outcome the stage's record or {@code StageFailed}; anything else is a broken contract
 * @param verdict what the agent's own gate said
 */
public record StageAnswer(
        Stage stage,
        HandoffHeader header,
        @Nullable Object outcome,
        @Nullable Verdict verdict,
        Usage usage,
        Provenance provenance) {

    public static StageAnswer of(ResearchResult result) {
        return new StageAnswer(
                Stage.RESEARCH,
                result.getHeader(),
                result.getOutcome(),
                result.getVerdict(),
                result.getUsage(),
                result.getProvenance());
    }

    public static StageAnswer of(ScoringResult result) {
        return new StageAnswer(
                Stage.SCORING,
                result.getHeader(),
                result.getOutcome(),
                result.getVerdict(),
                result.getUsage(),
                result.getProvenance());
    }

    public static StageAnswer of(WriterResult result) {
        return new StageAnswer(
                Stage.WRITER,
                result.getHeader(),
                result.getOutcome(),
                result.getVerdict(),
                result.getUsage(),
                result.getProvenance());
    }

    /**
     * The answer that a record of a results topic holds.
     *
     * @throws IllegalArgumentException for a record of another type
     */
    public static StageAnswer of(SpecificRecord result) {
        if (result instanceof ResearchResult research) {
            return of(research);
        }
        if (result instanceof ScoringResult scoring) {
            return of(scoring);
        }
        if (result instanceof WriterResult writer) {
            return of(writer);
        }
        throw new IllegalArgumentException(
                "not a stage's result: " + result.getClass().getSimpleName());
    }
}
