package dev.leadrelay.agent.service;

import dev.leadrelay.agent.prompt.SuspiciousText;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How an agent works. The same names for every agent; each process has its own values. */
@ConfigMapping(prefix = "leadrelay.agent")
public interface AgentSettings {
    /** Records worked on at a time. */
    @WithDefault("1000")
    int inFlight();

    /** Most time for one attempt; outages do not count. */
    @WithDefault("PT10M")
    Duration timeLimit();

    /** Least time between the starts of two transactions; an idle agent never waits for it. */
    @WithDefault("PT0.005S")
    Duration commitInterval();

    /** How long an orderly stop lets the work in flight finish. */
    @WithDefault("PT10S")
    Duration stopTimeout();

    /** Time between two looks whether something that was lost is back. */
    @WithDefault("PT2S")
    Duration probeInterval();

    /** Time between two heartbeats on {@code agents.status}. */
    @WithDefault("PT5S")
    Duration heartbeatInterval();

    /** Version in use by prompt name, for example {@code leadrelay.agent.prompts.research=1}; the newest where none is named. */
    Map<String, String> prompts();

    /** Directory with {@code <prompt>/<version>.md}; without it the prompts that came with the agent are used. */
    Optional<Path> promptDir();

    /** What becomes of text in leads and pages that is addressed to a model: LEAVE_OUT, or KEEP to see what a model makes of it. */
    @WithDefault("LEAVE_OUT")
    SuspiciousText suspiciousText();

    /** Longest answer of the model, in tokens; as much is reserved of the attempt's budget for each call. */
    @WithDefault("1500")
    int maxOutputTokens();
}
