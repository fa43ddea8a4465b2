package dev.leadrelay.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.leadrelay.schemas.Identifiers;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PromptTest {
    private static final String TEXT =
            "note\n<!-- system -->\nBe brief.\n<!-- user -->\nAbout {{lead}}: {{evidence}}\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void fillsBothPartsAndNamesItself() {
        RenderedPrompt rendered = Prompt.parse("plain/1", TEXT).render(variables(List.of("a")), 1_000);

        assertThat(rendered.id()).isEqualTo("plain/1");
        assertThat(rendered.hash()).isEqualTo(Identifiers.contentHash(TEXT));
        assertThat(rendered.system()).isEqualTo("Be brief.");
        assertThat(rendered.user()).isEqualTo("About <lead>\"Ada & Co\"</lead>: <evidence>[\"a\"]</evidence>");
        assertThat(rendered.overflow()).isFalse();
        assertThat(rendered.leftOut()).isEmpty();
    }

    @Test
    void refusesAVariableThatIsNotGiven() {
        Prompt prompt = Prompt.parse("plain/1", TEXT);

        assertThatThrownBy(() -> prompt.render(Variables.none().with("lead", "x"), 1_000))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("plain/1")
                .hasMessageContaining("evidence");
    }

    @Test
    void refusesSectionsAndPartials() {
        for (String template : List.of("{{#lead}}x{{/lead}}", "{{^lead}}x{{/lead}}", "{{>lead}}")) {
            assertThatThrownBy(() -> Prompt.parse("bad/1", "<!-- system -->\ns\n<!-- user -->\n" + template))
                    .as(template)
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("bad/1");
        }
    }

    @Test
    void refusesAFileWithoutItsParts() {
        for (String text : List.of(
                "only text",
                "<!-- user -->\nu\n<!-- system -->\ns",
                "x <!-- system -->\ns\n<!-- user -->\nu",
                "<!-- system -->\n\n<!-- user -->\nu")) {
            assertThatThrownBy(() -> Prompt.parse("bad/1", text)).as(text).isInstanceOf(PromptException.class);
        }
    }

    @Test
    void doesNotRenderWhatTheDataSays() {
        RenderedPrompt rendered = Prompt.parse("plain/1", TEXT)
                .render(Variables.none().with("lead", "{{evidence}} {{#x}}").ranked("evidence", List.of()), 1_000);

        assertThat(rendered.user()).contains("<lead>\"{{evidence}} {{#x}}\"</lead>");
    }

    @Test
    void saysWhenNothingMoreCanBeCut() {
        RenderedPrompt rendered = Prompt.parse("plain/1", TEXT).render(variables(List.of("a", "b")), 3);

        assertThat(rendered.overflow()).isTrue();
        assertThat(rendered.leftOut()).containsEntry("evidence", 2);
    }

    @Property
    void keepsTheBestThatFitAndSaysHowManyDidNot(
            @ForAll @Size(max = 30) List<String> items, @ForAll @IntRange(min = 30, max = 400) int budget)
            throws Exception {
        Prompt prompt = Prompt.parse("plain/1", TEXT);
        RenderedPrompt rendered = prompt.render(variables(items), budget);

        assertThat(rendered.overflow()).isFalse();
        assertThat(rendered.tokens()).isLessThanOrEqualTo(budget);
        List<String> kept = new ArrayList<>();
        String json = rendered.user().replaceAll("(?s).*<evidence>(.*)</evidence>$", "$1");
        for (JsonNode item : JSON.readTree(json)) {
            kept.add(item.asText());
        }
        int left = rendered.leftOut().getOrDefault("evidence", 0);
        assertThat(kept).isEqualTo(wellFormed(items.subList(0, items.size() - left)));
        if (left > 0) {
            List<String> oneMore = items.subList(0, kept.size() + 1);
            assertThat(prompt.render(variables(oneMore), Integer.MAX_VALUE).tokens())
                    .isGreaterThan(budget);
        }
        assertThat(prompt.render(variables(items), budget)).isEqualTo(rendered);
    }

    @Property
    void noTextLeavesItsFence(@ForAll String text) throws Exception {
        String fenced = new Fenced.Whole("lead", JsonNodeFactory.instance.textNode(text)).text();
        String inside = fenced.substring("<lead>".length(), fenced.length() - "</lead>".length());

        assertThat(fenced).startsWith("<lead>").endsWith("</lead>");
        assertThat(inside).doesNotContain("<").doesNotContain(">");
        assertThat(JSON.readTree(inside).asText()).isEqualTo(text);
    }

    @Test
    void namesOfFencesCannotBreakThem() {
        for (String tag : List.of("", "Lead", "a b", "a>", "/a", "1a")) {
            assertThatThrownBy(() -> Variables.none().with(tag, "x"))
                    .as(tag)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Variables.none().with("lead", "x").with("lead", "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Variables variables(List<String> evidence) {
        return Variables.none()
                .with("lead", "Ada & Co")
                .ranked("evidence", evidence.stream().map(TextNode::valueOf).toList());
    }

    /** Lone surrogates do not survive JSON. */
    private static List<String> wellFormed(List<String> texts) throws Exception {
        List<String> result = new ArrayList<>();
        for (String text : texts) {
            result.add(JSON.readTree(JSON.writeValueAsString(text)).asText());
        }
        return result;
    }
}
