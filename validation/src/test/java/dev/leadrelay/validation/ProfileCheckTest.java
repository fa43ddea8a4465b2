package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.PROFILE_YAML;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCheckTest {
    @Test
    void allMistakesAreNamedEachAtItsPlace() {
        String text = PROFILE_YAML
                .replace("name: logistics", "name: logi stics\nnom: x\nwho: y")
                .replace("weight: 60", "weight: \"60\"")
                .replace("share: 50", "share: 150")
                .replace("id: medium", "id: small")
                .replace("A: 75", "A: 20")
                .replace("deliverFrom: C", "deliverFrom: E")
                .replace("votes: 3", "votes: 2")
                .replace("bar: 0.6", "bar: 1.6");
        assertThat(problems(text))
                .containsExactly(
                        "/nom: unknown key; remove it or use one of name, version, description, criteria, disqualifiers,"
                                + " thresholds, deliverFrom, confidence",
                        "/who: unknown key; remove it or use one of name, version, description, criteria, disqualifiers,"
                                + " thresholds, deliverFrom, confidence",
                        "/name: must be letters, digits, '-', '_' or '.', at most 64, the first a letter or digit, not"
                                + " logi stics",
                        "/criteria/0/weight: must be a whole number from 1 to 100 without quotes, not 60",
                        "/criteria/0/levels/1/share: must be a whole number from 0 to 100, not 150",
                        "/criteria/1/levels/1/id: this id stands twice; make ids unique, not small",
                        "/thresholds: must fall from A to C (A 20, B 55, C 35); reorder them",
                        "/deliverFrom: must be A, B, C or D, not E",
                        "/confidence/bar: must be a number from 0 to 1, not 1.6",
                        "/confidence/votes: must be odd, so that a majority exists, not 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1 | 'version: 1\nversion: 2' | /version: this key stands twice; keep one of them (line 3)",
                "weight: 60 | 'weight: 60\n    weight: 60' | /criteria/0/weight: this key stands twice; keep one of them (line 8)",
                "version: 1 | version: 007 | /version: YAML reads 007 as a number and would change it; put it in quotes, or write the number plainly (line 2)",
                "version: 1 | version: 1_000 | /version: YAML reads 1_000 as a number",
                "share: 50 | share: 0x32 | /criteria/0/levels/1/share: YAML reads 0x32 as a number",
                "description: no} | description: &d no} | ''",
                "description: partly | description: *d | /criteria/0/levels/1/description: refers to another place (*d); write the value out (line 10)",
                "deliverFrom: C | '<<: *x' | '/<<: refers to another place (*x)'",
                "confidence: | '---\nconfidence:' | '/: a second document begins here; remove it and the line --- (line'",
                "question: How | '\tquestion: How' | '/: not valid YAML at line 12'",
                "id: none | id: true | '/criteria/0/levels/0/id: must be a text; put it in quotes to have it as one, not true'",
                "id: none | id: no | ''",
                "id: none | id: off | ''",
                "share: 0, description: no | share: no, description: no | '/criteria/0/levels/0/share: must be a whole number from 0 to 100, not no'",
                "bar: 0.6 | bar: .nan | '/: not valid YAML at line 23 (Malformed numeric value'",
                "disqualifiers: | 'no: x\ndisqualifiers:' | /no: unknown key"
            })
    void whatYamlReadsOtherwiseThanPeopleWriteIsNamed(String right, String wrong, String said) {
        assertThat(PROFILE_YAML).contains(right);
        List<String> problems = problems(PROFILE_YAML.replace(right, wrong));
        if (said.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems.getFirst()).startsWith(said);
        }
    }

    @Test
    void aVersionKeepsItsZeroes() {
        assertThat(Profile.parse(PROFILE_YAML.replace("version: 1", "version: 1.10"))
                        .version())
                .isEqualTo("1.10");
    }

    @Test
    void aliasesAreNeverExpanded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 lol\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        assertThat(problems(bomb.toString()))
                .hasSize(50)
                .first()
                .isEqualTo("/a1/0: refers to another place (*a0); write the value out (line 2)");
    }

    @Test
    void whatIsTooLongOrTooDeepIsRefusedBeforeItIsRead() {
        assertThat(problems("x".repeat(5_000_000)))
                .containsExactly("/: has 5000000 characters; shorten it to 262144 at most");
        assertThat(problems("name: " + "[".repeat(100_000)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("/: ");
        assertThat(problems("name: " + "{a: ".repeat(50_000)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("/: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "# only a comment", "---", "- a", "just text", "42", "null"})
    void whatIsNoMappingIsRefusedAsAWhole(String text) {
        assertThat(problems(text)).containsExactly("/: is empty or not a YAML mapping; write keys such as name: …");
    }

    @Test
    void aByteOrderMarkIsNoMistake() {
        assertThat(problems("\uFEFF" + PROFILE_YAML)).isEmpty();
    }

    @Test
    void parseThrowsTheFirstOfThem() {
        assertThatThrownBy(() -> Profile.parse(PROFILE_YAML.replace("version: 1", "version: 1\nversion: 2")))
                .isInstanceOf(ProfileException.class)
                .hasMessage("profile.version: this key stands twice; keep one of them (line 3)");
    }

    @Test
    void totalsSpanTheProfile() {
        Profile profile = Profile.parse(PROFILE_YAML);
        assertThat(profile.worstTotal()).isZero();
        assertThat(profile.bestTotal()).isEqualTo(100);
    }

    private static List<String> problems(String text) {
        return switch (Profile.check(text)) {
            case ProfileCheck.Sound sound -> List.of();
            case ProfileCheck.Unsound unsound ->
                unsound.problems().stream().map(ProfileProblem::toString).toList();
        };
    }
}
