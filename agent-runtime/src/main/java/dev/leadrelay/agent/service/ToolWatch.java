package dev.leadrelay.agent.service;

import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolCheck;
import dev.leadrelay.agent.worker.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the tools' live endpoints against their contracts when an agent starts. While one has drifted, or a required one does not answer,
 * the agent takes no work, says why, and looks again after each interval.
 */
final class ToolWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolWatch.class);
    private static final String CHECKING = "the check of its tools";

    private final ToolBox tools;
    private final Pauses pauses;
    private final Duration interval;
    private final Thread thread;

    ToolWatch(ToolBox tools, Pauses pauses, Duration interval) {
        this.tools = tools;
        this.pauses = pauses;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("tool-check").unstarted(this::run);
    }

    /** Begins to look; nothing is worked on before the first look is over. */
    void start() {
        if (tools.isEmpty()) {
            return;
        }
        pauses.hold(CHECKING);
        thread.start();
    }

    private void run() {
        String held = CHECKING;
        try {
            for (String problem = problem(tools.checkLive()); problem != null; problem = problem(tools.checkLive())) {
                if (!problem.equals(held)) {
                    LOG.error("ALERT no work is taken: {}; ./leadrelay tools check shows all tools", problem);
                    pauses.hold(problem);
                    pauses.release(held);
                    held = problem;
                }
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            return;
        }
        pauses.release(held);
    }

    private @Nullable String problem(List<ToolCheck> checks) {
        String problems =
                checks.stream().filter(this::stops).map(ToolCheck::message).collect(Collectors.joining("; "));
        return problems.isEmpty() ? null : problems;
    }

    private boolean stops(ToolCheck check) {
        return switch (check.state()) {
            case DRIFTED -> true;
            case UNREACHABLE -> tools.isRequired(check.name());
            case FITS, NOT_CHECKED -> false;
        };
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
