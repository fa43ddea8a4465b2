package dev.leadrelay.cli.command;

import dev.leadrelay.service.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By how much the budget of a lead is raised. */
final class RaiseOptions {
    @Option(names = "--tokens", paramLabel = "N", description = "tokens more")
    private @Nullable Long tokens;

    @Option(
            names = "--cost",
            paramLabel = "AMOUNT",
            description = "cost more, in the currency unit of the prices, for example 0.05")
    private @Nullable String cost;

    /** The raise as the desk's REST API names it. */
    Map<String, Object> raise() {
        Map<String, Object> raise = new LinkedHashMap<>();
        if (tokens != null) {
            raise.put("raiseTokens", tokens);
        }
        if (cost != null) {
            raise.put("raiseCostMicros", Money.parse("--cost", cost));
        }
        if (raise.isEmpty()) {
            throw new SettingsException("say by how much: --tokens N, --cost AMOUNT, or both");
        }
        return raise;
    }
}
