package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a claim into a research answer that its evidence does not bear out. */
final class InventedClaim {
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*\\d");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    /** What is said of the company, by the word that tells whether its evidence says so too. */
    private static final List<String> PREDICATES = List.of(
            "runs Oracle NetSuite",
            "belongs to a holding in Zurich",
            "ships with its own fleet of trucks",
            "is looking for a new planning system",
            "closed its works in Lisbon",
            "supplies the Austrian railways",
            "rents cold stores in Rotterdam",
            "has outsourced its despatch to a forwarder",
            "trains its drivers at an academy of its own",
            "is about to be taken over by a competitor");

    private final Material material;

    InventedClaim(Material material) {
        this.material = material;
    }

    /** The statement that was put in. */
    String put(InventionKind kind, ObjectNode answer) {
        return switch (kind) {
            case CLAIM_WITHOUT_EVIDENCE -> add(answer, predicate(), List.of());
            case CLAIM_WITH_UNKNOWN_EVIDENCE -> add(answer, predicate(), List.of(material.unknownEvidence()));
            case CLAIM_WITH_WRONG_NUMBER -> wrongNumber(answer);
            case CLAIM_OF_ANOTHER_COMPANY -> add(answer, fact(material.stranger()), own());
            default -> add(answer, predicate(), own());
        };
    }

    private String predicate() {
        return material.company() + " " + material.unknown(PREDICATES, "predicate") + ".";
    }

    private String fact(DemoCompany stranger) {
        String fact = Seeded.pick(List.of(stranger.news(), stranger.technology()), material.choice("fact"));
        return fact.replace(stranger.name(), material.company());
    }

    private List<String> own() {
        List<String> ids = material.evidence();
        return ids.isEmpty() ? List.of() : List.of(Seeded.pick(ids, material.choice("own")));
    }

    /** In an honest claim where one has a number, years aside, else in one more. */
    private String wrongNumber(ObjectNode answer) {
        for (JsonNode claim : answer.path("claims")) {
            String statement = claim.path("statement").asText("");
            Matcher number = NUMBER.matcher(statement);
            while (number.find()) {
                if (!YEAR.matcher(number.group()).matches() && claim instanceof ObjectNode node) {
                    String wrong = statement.substring(0, number.start())
                            + material.unknownNumber(number.group())
                            + statement.substring(number.end());
                    node.put("statement", wrong);
                    return wrong;
                }
            }
        }
        return add(answer, material.company() + " employs " + material.unknownNumber("1000") + " people.", own());
    }

    private static String add(ObjectNode answer, String statement, List<String> evidence) {
        ArrayNode claims = answer.path("claims") instanceof ArrayNode list ? list : answer.putArray("claims");
        ArrayNode cited = claims.addObject()
                .put("topic", "technology")
                .put("statement", statement)
                .putArray("evidence");
        evidence.forEach(cited::add);
        return statement;
    }
}
