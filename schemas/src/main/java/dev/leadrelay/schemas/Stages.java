package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.Stage;
import java.util.Locale;

/** Names of the stages as they stand in topics, settings, metrics and pages. */
public final class Stages {
    private Stages() {}

    /** Lower case name, for example {@code research}. */
    public static String nameOf(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The stage of that name.
     *
     * @return {@link Stage#UNKNOWN} for a name that is no stage's
     */
    public static Stage byName(String name) {
        for (Stage stage : Stage.values()) {
            if (nameOf(stage).equals(name)) {
                return stage;
            }
        }
        return Stage.UNKNOWN;
    }
}
