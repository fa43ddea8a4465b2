package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import java.util.regex.Pattern;

/** Groups dead letters that have the same cause: stage, class and the message without what differs from lead to lead. */
public final class Fingerprint {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern HEX = Pattern.compile("\\b[0-9a-f]{8,}\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Fingerprint() {}

    /** The fingerprint of a dead letter with that message. */
    public static String of(Stage stage, FailureClass failureClass, String message) {
        String normalised = QUOTED.matcher(message).replaceAll("'…'");
        normalised = HEX.matcher(normalised).replaceAll("#");
        normalised = NUMBER.matcher(normalised).replaceAll("#");
        return Identifiers.shortHash("fingerprint", stage.name(), failureClass.name(), normalised);
    }
}
