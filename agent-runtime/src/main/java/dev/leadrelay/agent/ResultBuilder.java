package dev.leadrelay.agent;

import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Verdict;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Puts together the result record of a stage; every stage's has the same fields. Pure. */
@FunctionalInterface
public interface ResultBuilder {

    /** @param outcome the stage's output record, or a {@code StageFailed} */
    SpecificRecord build(
            HandoffHeader header, Object outcome, @Nullable Verdict verdict, Usage usage, Provenance provenance);
}
