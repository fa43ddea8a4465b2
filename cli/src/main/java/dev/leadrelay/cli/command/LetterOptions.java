package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** The dead letter that a command is about. */
class LetterOptions extends DeskOptions {
    @Parameters(paramLabel = "ID", description = "id of the dead letter")
    private String id = "";

    final String id() {
        return id;
    }

    /** The dead letter with everything that is known of it. */
    final JsonNode show() throws InterruptedException {
        return desk().get(path(), Map.of());
    }

    /** The same as the desk wrote it. */
    final String json() throws InterruptedException {
        return desk().text(path(), Map.of());
    }

    private String path() {
        return "/dead-letters/" + Desk.encoded(id);
    }
}
