package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.records.Stage;
import java.time.Instant;

/** What the agents' heartbeats say. Thread-safe; answers at once. */
public interface Agents {

    /** Records that all running agents together can work on at once. */
    long capacity(Instant now);

    /** True when an agent of the stage runs and was heard of within three intervals, or when the stage never had one. */
    boolean healthy(Stage stage, Instant now);
}
