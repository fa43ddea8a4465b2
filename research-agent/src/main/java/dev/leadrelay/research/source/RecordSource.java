package dev.leadrelay.research.source;

import dev.leadrelay.agent.tool.ToolException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where company records are kept. Implementations are thread-safe. */
interface RecordSource {
    /**
     * The fields of a company's record, each as {@code name: value}; empty when there is none.
     *
     * @param name of the company; empty when it is not known
     */
    List<String> find(String domain, String name) throws ToolException, InterruptedException;

    /** A domain that has a record, by which the source can be checked; empty when none is known. */
    Optional<String> anyDomain();

    /** The longest that one look takes. */
    Duration time();
}
