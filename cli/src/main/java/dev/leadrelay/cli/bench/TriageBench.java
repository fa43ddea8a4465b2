package dev.leadrelay.cli.bench;

import dev.leadrelay.deadletter.StoreBench;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** How long the review desk's store takes to answer when it is full. */
public final class TriageBench {
    private static final double GOAL_MILLIS = 300;

    /**
     * What a person can choose.
     *
     * @param data empty folder for the store where no URL is given
     * @param letters number of dead letters
     * @param runs measured answers to each question
     * @param url JDBC URL of an empty database; null for H2 in the folder
     */
    public record Options(
            Path data,
            int letters,
            int runs,
            long seed,
            @Nullable String url,
            String user,
            String password) {}

    private TriageBench() {}

    /** Answers to the same question again are worked out again: H2 would hand out what it answered before. */
    public static BenchReport run(Options options, IntConsumer progress) {
        String url = options.url() == null
                ? "jdbc:h2:file:" + options.data().resolve("store").toAbsolutePath() + ";OPTIMIZE_REUSE_RESULTS=0"
                : options.url();
        StoreBench.Figures figures = StoreBench.run(
                url,
                options.user(),
                options.password(),
                options.data().resolve("index"),
                options.letters(),
                options.runs(),
                options.seed(),
                progress);
        double worst = Collections.max(figures.millis().values());
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("letters", options.letters());
        more.put("answers", options.runs());
        more.put("store", url.replaceAll("^(jdbc:[a-z0-9]+).*", "$1"));
        if (figures.loadedPerSecond() != null) {
            more.put("loadedPerSecond", figures.loadedPerSecond());
        }
        more.put("medianMillis", rounded(figures.millis()));
        more.put("medianCpuMillis", rounded(figures.cpuMillis()));
        more.put("slowestMillis", rounded(figures.slowest()));
        return new BenchReport("triage", worst, "ms, slowest median", GOAL_MILLIS, worst < GOAL_MILLIS, more);
    }

    private static Map<String, Double> rounded(Map<String, Double> millis) {
        Map<String, Double> rounded = new LinkedHashMap<>();
        millis.forEach((question, each) -> rounded.put(question, Math.round(each * 10) / 10.0));
        return rounded;
    }
}
