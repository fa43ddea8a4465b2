package dev.leadrelay.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement taken apart, so that it can be told in one's own words and in another language: what the demo's sites
 * say is understood, anything else stays one piece to be quoted. Immutable.
 *
 * @param kind names the phrases that tell it, {@value #QUOTED} when it is not understood
 * @param slots what stands in those phrases
 */
record Retelling(String kind, Map<String, String> slots) {
    static final String QUOTED = "quoted";
    static final String ERP = "erp";
    static final String LETTERS = "letters";

    private static final Map<String, Pattern> SHAPES = new LinkedHashMap<>();
    private static final List<String> SLOTS = List.of("month", "year", "city", "count", "cost", "goods", "system");

    static {
        String date = "(?<month>\\p{L}+) (?<year>\\d{4})";
        shape(
                "warehouse",
                "In " + date + " .+? opened a new warehouse near (?<city>.+) for (?<count>\\d+) pallets of .+");
        shape(
                "plant",
                "Since " + date + " .+? is expanding its capacity in (?<city>[^:]+): the second plant of .+ costs"
                        + " (?<cost>\\d+) million euros");
        shape("hiring", ".+ is hiring (?<count>\\d+) people for dispatch in (?<city>.+)");
        shape("order", "In " + date + " .+ won a larger order for (?<count>\\d+) thousand (?<goods>.+)");
        shape("show", "In " + date + " .+? showed (?<goods>.+) to (?<count>\\d+) visitors in (?<city>.+)");
        shape(ERP, "Orders and stock of .+? run on (?<system>.+?), the ERP system .+ chose in (?<year>\\d{4})");
        shape("shop", "The online shop of .+ sells (?<goods>.+) since (?<year>\\d{4})");
        shape(LETTERS, "Letters to .+ are answered by hand since (?<year>\\d{4})");
        shape("range", "The range of (?<goods>.+) leaves .+ within (?<count>\\d+) days");
        shape("variants", ".+ offers (?<goods>.+) in (?<count>\\d+) variants");
        shape("regulars", ".+ also supplies (?<goods>.+) for (?<count>\\d+) regular customers");
        shape("market", "Customers in (?<count>\\d+) countries order (?<goods>.+) from .+");
        shape("staff", ".+ employs (?<count>[\\d,]+) employees in and around (?<city>.+)");
    }

    Retelling {
        slots = Map.copyOf(slots);
    }

    /** @param statement one sentence without its stop */
    static Retelling of(String statement) {
        for (Map.Entry<String, Pattern> shape : SHAPES.entrySet()) {
            Matcher matcher = shape.getValue().matcher(statement);
            if (matcher.matches()) {
                return new Retelling(shape.getKey(), slots(matcher, shape.getValue()));
            }
        }
        return new Retelling(QUOTED, Map.of("fact", statement));
    }

    /** The same facts under another kind of phrases. */
    Retelling as(String otherKind) {
        return new Retelling(otherKind, slots);
    }

    private static Map<String, String> slots(Matcher matcher, Pattern shape) {
        Map<String, String> slots = new LinkedHashMap<>();
        List<String> named = new ArrayList<>(SLOTS);
        named.retainAll(shape.namedGroups().keySet());
        named.forEach(name -> slots.put(name, matcher.group(name)));
        return slots;
    }

    private static void shape(String kind, String pattern) {
        SHAPES.put(kind, Pattern.compile(pattern));
    }
}
