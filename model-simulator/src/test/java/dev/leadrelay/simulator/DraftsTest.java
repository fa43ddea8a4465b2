package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftsTest {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int RUN = 12;
    private static final int LISTS = 30;

    private final Answers answers = new Answers(42, 0, Conversation.JSON);

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void noTwoOfAListShareALongRunOfWords(String language) {
        for (int seed = 1; seed <= LISTS; seed++) {
            Answers seeded = new Answers(seed, 0, Conversation.JSON);
            Map<String, Integer> seen = new HashMap<>();
            Set<String> shared = new LinkedHashSet<>();
            for (int i = 0; i < 240; i++) {
                ObjectNode request = request(DemoCompanies.byIndex(seed, i), language, true);
                for (String run : runs(value(seeded, request).path("body").asText())) {
                    Integer other = seen.put(run, i);
                    if (other != null && other != i) {
                        shared.add(run);
                    }
                }
            }
            assertThat(shared).as("with seed " + seed).isEmpty();
        }
    }

    private static List<String> runs(String body) {
        List<String> words = List.of(body.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
        return IntStream.rangeClosed(0, words.size() - RUN)
                .mapToObj(at -> String.join(" ", words.subList(at, at + RUN)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "it"})
    void areShortNamedAndFactual(String language) {
        for (int i = 0; i < 200; i++) {
            DemoCompany company = DemoCompanies.byIndex(9, i);
            JsonNode draft = draft(i, language, true);
            String body = draft.path("body").asText();
            String subject = draft.path("subject").asText();
            assertThat(body.split("\\s+").length).isBetween(30, 110);
            assertThat(subject.length()).isBetween(5, 78);
            assertThat(body).contains(company.people().getFirst().firstName()).contains(company.name());
            assertThat(body + subject).doesNotContain("{", "}", "[", "]", "|", "!");
            Matcher number = NUMBER.matcher(body);
            while (number.find()) {
                assertThat(company.news() + company.technology() + product(company) + market(company))
                        .contains(number.group());
            }
            assertThat(draft.path("evidence").path(0).asText()).isEqualTo("e1");
        }
    }

    @Test
    void writeInTheLanguageAskedFor() {
        assertThat(draft(1, "de", true).path("body").asText()).containsAnyOf("Guten Tag", "Hallo");
        assertThat(draft(1, "fr-CA", true).path("body").asText()).contains("Bonjour");
        assertThat(draft(1, "xx", true).path("body").asText()).containsAnyOf("regards", "wishes");
    }

    @Test
    void leaveOutWhatTheSourcesContradictEachOtherAbout() {
        ObjectNode request = request(1, "en", true);
        ((ArrayNode) request.path("messages"))
                .addObject()
                .put("role", "user")
                .put(
                        "content",
                        "<contradictions>[{\"fact\":\"place\",\"statements\":[{\"text\":\"x\",\"evidence\":\"e1\"},"
                                + "{\"text\":\"y\",\"evidence\":\"e9\"}]}]</contradictions>");
        assertThat(draft(1, "en", true).path("evidence").toString()).contains("e1");
        assertThat(value(answers, request).path("evidence").toString()).doesNotContain("e1");
    }

    @Test
    void greetNeutrallyWhereThereIsNoName() {
        for (int i = 0; i < 50; i++) {
            assertThat(draft(i, "en", false).path("body").asText().split("\n")[0])
                    .matches("Hello,|Good day,|(Dear|Hello) .+ team,");
        }
    }

    @Test
    void anAskThatNamesViolationsGetsAnotherWording() {
        String first = draft(1, "en", true).toString();
        ObjectNode again = request(1, "en", true);
        ((ArrayNode) again.path("messages"))
                .addObject()
                .put("role", "user")
                .put("content", "<violations>[{\"code\":\"x\",\"path\":\"/body\",\"message\":\"m\"}]</violations>");
        assertThat(value(answers, again).toString()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void noPhraseHasALongRunBetweenItsSlots(String language) throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (InputStream in = DraftsTest.class.getResourceAsStream("drafts-" + language + ".json")) {
            phrases(Conversation.JSON.readTree(in)).forEach(phrase -> {
                for (String run : longest(phrase).split("\\{[a-z0-9]+}")) {
                    long words = Pattern.compile("[\\p{L}\\p{N}]+")
                            .matcher(run)
                            .results()
                            .count();
                    if (words > 8) {
                        tooLong.add(words + " words: " + run);
                    }
                }
            });
        }
        assertThat(tooLong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void factsAreRetoldInTheLanguageOfTheDraft(String language) {
        for (int i = 0; i < 200; i++) {
            String body = draft(i, language, true).path("body").asText();
            assertThat(body).doesNotContain("“", "„", "«");
            if (!language.equals("en")) {
                assertThat(body).doesNotContainPattern("(?i)\\b(the|since|opened|people|trucks|carriers|loads)\\b");
            }
        }
    }

    @Test
    void whatNobodyTaughtTheSimulatorIsQuoted() {
        assertThat(Retelling.of("Acme runs 14 depots"))
                .isEqualTo(new Retelling(Retelling.QUOTED, Map.of("fact", "Acme runs 14 depots")));
        assertThat(
                        Retelling.of(
                                "In May 2026 In Time Ltd opened a new warehouse near Bad Ischl for 3600 pallets of In Time Ltd toys"))
                .isEqualTo(new Retelling(
                        "warehouse", Map.of("month", "May", "year", "2026", "city", "Bad Ischl", "count", "3600")));
    }

    @Test
    void anAbbreviationEndsNoSentence() {
        assertThat(Sentences.of("Since May 2026 Tannhof AG is expanding in St. Gallen. It makes linen."))
                .containsExactly("Since May 2026 Tannhof AG is expanding in St. Gallen.", "It makes linen.");
    }

    @Test
    void namesLoseTheirLegalForm() {
        assertThat(List.of("Alpenkorn Mühle GmbH", "青空機械株式会社", "AG", "Hradec s.r.o.", "Moss & Sons"))
                .extracting(ShortNames::of)
                .containsExactly("Alpenkorn Mühle", "青空機械", "AG", "Hradec", "Moss & Sons");
    }

    /** With the longest of each {@code [one|other]}. */
    private static String longest(String phrase) {
        return Pattern.compile("\\[([^\\]]*)]")
                .matcher(phrase)
                .replaceAll(found -> Stream.of(found.group(1).split("\\|", -1))
                        .max(Comparator.comparingInt(String::length))
                        .orElseThrow());
    }

    @Test
    void aLeadOfWhichOnlyTheDomainIsListedIsCalledByIt() {
        ObjectNode request = request(1, "en", false);
        JsonNode message = request.path("messages").get(1);
        String name = DemoCompanies.byIndex(9, 1).name();
        ((ObjectNode) message)
                .put(
                        "content",
                        message.path("content").asText().replace("\"company\":\"" + name + "\"", "\"company\":null"));
        assertThat(message.path("content").asText()).contains("\"company\":null");
        assertThat(value(answers, request).path("body").asText())
                .contains(name)
                .doesNotContain("your team", "your company");
        assertThat(ShortNames.ofDomain("www.alpen-korn.example")).isEqualTo("Alpen Korn");
        assertThat(ShortNames.ofDomain("")).isEmpty();
    }

    private static Stream<String> phrases(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false).flatMap(DraftsTest::phrases);
    }

    private JsonNode draft(int index, String language, boolean named) {
        return value(answers, request(index, language, named));
    }

    private static JsonNode value(Answers answers, ObjectNode request) {
        return ((Answer.Structured) answers.answer(FaultsTest.parsed(request))).value();
    }

    private static ObjectNode request(int index, String language, boolean named) {
        return request(DemoCompanies.byIndex(9, index), language, named);
    }

    private static ObjectNode request(DemoCompany company, String language, boolean named) {
        ObjectNode lead = Conversation.leadOf(company);
        if (!named) {
            lead.remove("firstName");
        }
        ObjectNode seller = Conversation.JSON
                .createObjectNode()
                .put("company", "Lotsen Software")
                .put("product", "Lotsen Dock");
        seller.putArray("valuePropositions")
                .add("fewer trucks waiting at the gate")
                .add("every loading slot on one screen")
                .add("carriers book without a phone call")
                .add("loads planned before the day begins");
        ArrayNode claims = Conversation.JSON.createArrayNode();
        seller.putArray("facts").add("It reads orders from SAP Business One, Microsoft Dynamics, Odoo and proALPHA.");
        claim(claims, "people", "Ann Other runs it.", "e0");
        claim(claims, "news", company.news(), "e1");
        claim(claims, "technology", company.technology(), "e2");
        claim(claims, "product", product(company), "e3");
        claim(claims, "market", market(company), "e4");
        return Conversation.request(
                "DraftAnswer",
                Conversation.tag("lead", lead)
                        + Conversation.tag("seller", seller)
                        + Conversation.tag("claims", claims)
                        + "<language>" + language + "</language>");
    }

    private static String product(DemoCompany company) {
        return "%s offers %s in %d variants."
                .formatted(company.name(), company.products().get(0), number(company, "variants", 12, 640));
    }

    private static String market(DemoCompany company) {
        return "Customers in %d countries order %s from %s."
                .formatted(
                        number(company, "countries", 3, 48), company.products().get(0), company.name());
    }

    private static int number(DemoCompany company, String of, int low, int high) {
        return Seeded.between(Seeded.mix(Seeded.hash(company.domain()), of), low, high);
    }

    private static void claim(ArrayNode claims, String topic, String statement, String evidence) {
        claims.addObject()
                .put("topic", topic)
                .put("statement", statement)
                .putArray("evidence")
                .add(evidence);
    }
}
