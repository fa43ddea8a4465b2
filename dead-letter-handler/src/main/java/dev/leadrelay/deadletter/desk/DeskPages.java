package dev.leadrelay.deadletter.desk;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Renders pages; every value is escaped for the place where it stands. Thread-safe. */
public final class DeskPages {
    private static final String TEMPLATES = "dev.leadrelay.deadletter.desk.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, DeskPages.class.getClassLoader(), TEMPLATES);

    /** A whole page as HTML. */
    public String page(String template, Frame frame, Object view) {
        return rendered(template + ".jte", Map.of("frame", frame, "view", view));
    }

    /** A part of a page, for one that renews itself. */
    public String part(String template, Object view) {
        return rendered(template + ".jte", Map.of("view", view));
    }

    private String rendered(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput(16 * 1024);
        engine.render(template, parameters, output);
        return output.toString();
    }
}
