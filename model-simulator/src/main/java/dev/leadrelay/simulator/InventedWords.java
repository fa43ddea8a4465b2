package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts a sentence into a draft that says something nobody knows. */
final class InventedWords {
    private static final List<String> ADDRESSES = List.of(
            "https://www.dock-figures.example/study",
            "https://yard-benchmarks.example/europe",
            "https://www.ramp-report.example/download",
            "https://loading-index.example/table");
    private static final List<String> PEOPLE =
            List.of("Gregor Malinsky", "Ottilie Brandauer", "Ruairi Fennelly", "Sidonie Carpentras", "Valdemar Ekholm");
    private static final List<String> CUSTOMERS = List.of(
            "Brandmeyer Logistik GmbH",
            "Tessaro Trasporti S.p.A.",
            "Coldharbour Foods Ltd",
            "Vantongeren Staal B.V.",
            "Pasquier Emballages SA");
    private static final List<String> PLACEHOLDERS =
            List.of("[Your Name]", "{{first_name}}", "[insert date]", "<phone number>", "XXXX", "{company}");

    private final SpokenPhrases phrases;
    private final Material material;

    InventedWords(ObjectMapper json, Material material) {
        this.phrases = SpokenPhrases.of(
                json, "inventions", material.data().tagged("language").asText("en"));
        this.material = material;
    }

    /** The words nobody knows. */
    String put(InventionKind kind, ObjectNode draft) {
        return switch (kind) {
            case DRAFT_NUMBER -> add(draft, "number", material.unknownNumber("1000"));
            case DRAFT_DATE -> add(draft, "day", material.unknown(phrases.all("dates"), "date"));
            case DRAFT_URL -> add(draft, "url", material.unknown(ADDRESSES, "url"));
            case DRAFT_PERSON -> add(draft, "person", material.unknown(PEOPLE, "person"));
            case DRAFT_FOREIGN_FACT -> add(draft, "fact", fact());
            case DRAFT_REFERENCE -> add(draft, "reference", material.unknown(CUSTOMERS, "customer"));
            default -> add(draft, "placeholder", material.unknown(PLACEHOLDERS, "placeholder"));
        };
    }

    private String fact() {
        DemoCompany stranger = material.stranger();
        String fact = Seeded.pick(
                List.of(SitePages.identity(stranger), SitePages.openDay(stranger)), material.choice("fact"));
        return fact.replace(stranger.name(), material.company()).replaceFirst("\\.$", "");
    }

    private String add(ObjectNode draft, String use, String words) {
        String sentence = phrases.pick(use, material.choice(use), words);
        draft.put("body", Paragraphs.beforeLast(draft.path("body").asText(""), sentence));
        return words;
    }
}
