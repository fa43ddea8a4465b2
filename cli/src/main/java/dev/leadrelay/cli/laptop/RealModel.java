package dev.leadrelay.cli.laptop;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds out whether the environment names a model, which then takes the simulator's place. */
public final class RealModel {
    private RealModel() {}

    /** Where it is, for a person; empty when there is none. */
    public static Optional<String> named(Map<String, String> environment) {
        String url = environment.get("LEADRELAY_MODEL_URL");
        if (url != null) {
            return Optional.of(url);
        }
        // Every other kind has an address of its own.
        return Optional.ofNullable(environment.get("LEADRELAY_MODEL_KIND"))
                .map(kind -> kind.toUpperCase(Locale.ROOT))
                .filter(kind -> !kind.equals("OPENAI"));
    }
}
