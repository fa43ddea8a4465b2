package dev.leadrelay.gateway.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.DraftAnswer;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuredFormatTest {
    private static final StructuredFormat<DraftAnswer> DRAFT = StructuredFormat.of(DraftAnswer.class);
    private static final StructuredFormat<ResearchAnswer> RESEARCH = StructuredFormat.of(ResearchAnswer.class);
    private static final StructuredFormat<CriterionScore> SCORE = StructuredFormat.of(CriterionScore.class);
    private static final StructuredFormat<Violation> ENUM = StructuredFormat.of(Violation.class);
    private static final String GOOD = "{\"subject\":\"s\",\"body\":\"b\",\"evidence\":[\"e1\"]}";
    private static final String NUMBERS = "{\"type\":\"record\",\"name\":\"N\",\"fields\":["
            + "{\"name\":\"d\",\"type\":\"double\"},{\"name\":\"l\",\"type\":\"long\"},"
            + "{\"name\":\"b\",\"type\":\"boolean\"}]}";

    private static List<Violation> violations(StructuredFormat<?> format, String text) {
        Parsed<?> parsed = format.parse(text);
        assertThat(parsed).as(text).isInstanceOf(Parsed.Bad.class);
        return ((Parsed.Bad<?>) parsed).violations();
    }

    @Test
    void exactlyWhatWasAskedForIsGood() {
        assertThat(DRAFT.parse("\n " + GOOD + " \n"))
                .isEqualTo(new Parsed.Good<>(new DraftAnswer("s", "b", List.of("e1"))));
        assertThat(DRAFT.name()).isEqualTo("DraftAnswer");
        assertThat(DRAFT.responseFormat().schema()).contains("\"additionalProperties\":false");
        assertThat(RESEARCH.parse("{\"companyName\":null,\"claims\":[]}")).isInstanceOf(Parsed.Good.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            output.empty             | `   `
            output.not-json          | I cannot help with that.
            output.not-json          | {"subject":"s","body":b}
            output.not-json          | {subject:"s"}
            output.prose-around-json | Here it is: {"subject":"s","body":"b","evidence":[]}
            output.prose-around-json | {"subject":"s","body":"b","evidence":[]} Hope that helps!
            output.several-objects   | {"subject":"s","body":"b","evidence":[]} {"subject":"s","body":"b","evidence":[]}
            output.truncated         | {"subject":"s","body":"b","evid
            output.truncated         | {"subject":"s","body":"b","evidence":["e1"
            output.truncated         | {
            output.truncated         | {"subject":nul
            output.truncated         | {"subject":"s\\u00
            output.truncated         | {"subject":-
            output.wrong-type        | [{"subject":"s","body":"b","evidence":[]}]
            output.wrong-type        | "text"
            output.wrong-type        | 12
            output.null-not-allowed  | null
            output.not-a-number      | NaN
            """)
    void whatTheAnswerAsAWholeIs(String code, String text) {
        List<Violation> violations = violations(DRAFT, text);
        assertThat(violations.get(0).getCode()).isEqualTo(code);
        assertThat(violations.get(0).getPath()).isEmpty();
        assertThat(violations.get(0).getSeverity()).isEqualTo(Severity.REJECT);
    }

    @Test
    void fences() {
        assertThat(violations(DRAFT, "```json\n" + GOOD + "\n```"))
                .extracting(Violation::getCode)
                .containsExactly("output.fenced");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            output.unknown-field    | /tone       | {"subject":"s","body":"b","evidence":[],"tone":{"a":[1]}}
            output.missing-field    | /body       | {"subject":"s","evidence":[]}
            output.duplicate-key    | /subject    | {"subject":"s","subject":"t","body":"b","evidence":[]}
            output.null-not-allowed | /body       | {"subject":"s","body":null,"evidence":[]}
            output.null-not-allowed | /evidence/1 | {"subject":"s","body":"b","evidence":["a",null]}
            output.wrong-type       | /evidence   | {"subject":"s","body":"b","evidence":"e1"}
            output.wrong-type       | /evidence/0 | {"subject":"s","body":"b","evidence":[{"id":"e1"}]}
            output.wrong-type       | /subject    | {"subject":["s"],"body":"b","evidence":[]}
            output.wrong-type       | /body       | {"subject":"s","body":true,"evidence":[]}
            output.not-a-number     | /body       | {"subject":"s","body":NaN,"evidence":[]}
            output.broken-text      | /body       | {"subject":"s","body":"a\\ud800b","evidence":[]}
            output.unknown-field    | /a~1b~0     | {"subject":"s","body":"b","evidence":[],"a/b~":1}
            """)
    void whatIsWrongWhere(String code, String path, String text) {
        assertThat(violations(DRAFT, text)).singleElement().satisfies(violation -> {
            assertThat(violation.getCode()).isEqualTo(code);
            assertThat(violation.getPath()).isEqualTo(path);
            assertThat(violation.getMessage()).isNotBlank().doesNotContain("\n");
        });
    }

    @Test
    void nestedRecordsSayWhere() {
        assertThat(violations(
                        RESEARCH,
                        "{\"companyName\":7,\"claims\":[{\"topic\":\"t\",\"statement\":\"s\",\"evidence\":[]},"
                                + "{\"topic\":\"t\",\"evidence\":[1]}]}"))
                .extracting(Violation::getCode, Violation::getPath)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("output.wrong-type", "/companyName"),
                        org.assertj.core.groups.Tuple.tuple("output.wrong-type", "/claims/1/evidence/0"),
                        org.assertj.core.groups.Tuple.tuple("output.missing-field", "/claims/1/statement"));
    }

    @ParameterizedTest
    @CsvSource({"1.0,wrong-type", "1e2,wrong-type", "3000000000,wrong-type", "\"5\",wrong-type", "Infinity,not-a-number"
    })
    void wholeNumbers(String value, String code) {
        String text = "{\"criterion\":\"c\",\"level\":\"l\",\"points\":" + value
                + ",\"maxPoints\":9,\"evidenceIds\":[],\"reason\":\"r\"}";
        assertThat(violations(SCORE, text)).singleElement().satisfies(violation -> {
            assertThat(violation.getCode()).isEqualTo("output." + code);
            assertThat(violation.getPath()).isEqualTo("/points");
        });
    }

    @ParameterizedTest
    @CsvSource({"reject", "Reject", "UNKNOWN", "''"})
    void enumsAreExact(String symbol) {
        String text = "{\"code\":\"c\",\"path\":\"\",\"message\":\"m\",\"severity\":\"" + symbol + "\"}";
        assertThat(violations(ENUM, text)).singleElement().satisfies(violation -> {
            assertThat(violation.getCode()).isEqualTo("output.wrong-enum");
            assertThat(violation.getMessage()).contains("[REJECT, REVIEW, WARN]");
        });
        assertThat(ENUM.parse(text.replace("\"severity\":\"" + symbol, "\"severity\":\"WARN")))
                .isEqualTo(new Parsed.Good<>(new Violation("c", "", "m", Severity.WARN)));
    }

    @Test
    void doublesLongsAndBooleans() {
        assertThat(generic("{\"d\":1,\"l\":9007199254740993,\"b\":true}"))
                .hasToString("{\"d\": 1.0, \"l\": 9007199254740993, \"b\": true}");
        assertThat(codes("{\"d\":-Infinity,\"l\":1,\"b\":true}")).containsExactly("output.not-a-number");
        assertThat(codes("{\"d\":1e999,\"l\":1,\"b\":true}")).containsExactly("output.wrong-type");
        assertThat(codes("{\"d\":1,\"l\":9223372036854775808,\"b\":\"true\"}"))
                .containsExactly("output.wrong-type", "output.wrong-type");
    }

    private static Object generic(String text) {
        return StrictText.read(text, new Schema.Parser().parse(NUMBERS), GenericData.get(), new ArrayList<>());
    }

    private static List<String> codes(String text) {
        List<Violation> found = new ArrayList<>();
        assertThat(StrictText.read(text, new Schema.Parser().parse(NUMBERS), GenericData.get(), found))
                .isNull();
        return found.stream().map(Violation::getCode).toList();
    }

    @Test
    void depthAndSizeAreBounded() {
        String deep = "{\"subject\":" + "[".repeat(100_000);
        assertThat(violations(DRAFT, deep)).extracting(Violation::getCode).contains("output.too-deep");
        String large = GOOD.replace("\"b\"", "\"" + "b".repeat(300_000) + "\"");
        assertThat(violations(DRAFT, large)).extracting(Violation::getCode).containsExactly("output.too-large");
        String many = "{" + "\"x\":1,".repeat(100) + "\"y\":1}";
        assertThat(violations(DRAFT, many)).hasSize(20);
        String longNumber = "{\"subject\":" + "1".repeat(500) + "}";
        assertThat(violations(DRAFT, longNumber)).extracting(Violation::getCode).contains("output.too-large");
    }

    @Provide
    Arbitrary<ResearchAnswer> researchAnswers() {
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(30)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        Arbitrary<dev.leadrelay.schemas.records.ClaimAnswer> claims = Combinators.combine(
                        texts, texts, texts.list().ofMaxSize(4))
                .as(dev.leadrelay.schemas.records.ClaimAnswer::new);
        return Combinators.combine(texts.injectNull(0.2), claims.list().ofMaxSize(4))
                .as(ResearchAnswer::new);
    }

    @Property(tries = 300)
    void everyRecordSurvivesItsOwnJson(@ForAll("researchAnswers") ResearchAnswer answer) {
        assertThat(RESEARCH.parse(JsonText.of(answer))).isEqualTo(new Parsed.Good<>(answer));
    }

    @Property(tries = 300)
    void everyProperPrefixIsTruncated(
            @ForAll("researchAnswers") ResearchAnswer answer,
            @ForAll @net.jqwik.api.constraints.DoubleRange(min = 0, max = 0.99) double part) {
        String json = JsonText.of(answer);
        String cut = json.substring(0, Math.max(1, (int) (json.length() * part)));
        assertThat(violations(RESEARCH, cut)).extracting(Violation::getCode).contains("output.truncated");
    }

    @Property(tries = 1000)
    void noTextThrows(@ForAll String text, @ForAll("jsonLike") String jsonLike) {
        for (StructuredFormat<? extends SpecificRecord> format : List.of(DRAFT, RESEARCH, SCORE, ENUM)) {
            for (String each : List.of(text, jsonLike, "{" + text, "{\"subject\":" + jsonLike)) {
                if (format.parse(each) instanceof Parsed.Bad<?> bad) {
                    assertThat(bad.violations()).isNotEmpty();
                }
            }
        }
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\"subject\"",
                        "\"claims\"",
                        "1",
                        "-",
                        "NaN",
                        "null",
                        "\\",
                        "\\ud8",
                        " ",
                        "true")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
