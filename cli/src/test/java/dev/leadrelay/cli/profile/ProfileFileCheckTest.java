package dev.leadrelay.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.validation.ProfileCheck;
import dev.leadrelay.validation.ProfileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileCheckTest {
    private static final Path SAMPLE = Path.of("..", "samples", "profile.yaml");

    @TempDir
    Path folder;

    private final ProfileFileCheck check = new ProfileFileCheck();

    @Test
    void theSampleIsFine() {
        assertThat(check.check(SAMPLE)).isInstanceOf(ProfileCheck.Sound.class);
    }

    @Test
    void aMistakeThatBothSeeIsSaidOnce() throws IOException {
        String text = Files.readString(SAMPLE)
                .replace("weight: 30", "weight: heavy")
                .replace("deliverFrom: C", "deliverFrom: E")
                .replace("question: How many employees does the company have?", "frage: x");
        assertThat(problems(text.getBytes(StandardCharsets.UTF_8)))
                .extracting(ProfileProblem::path)
                .containsExactlyInAnyOrder(
                        "/criteria/0/weight", "/criteria/1/frage", "/criteria/1/question", "/deliverFrom");
    }

    @Test
    void aFileThatIsNoTextOrNoProfileIsNamedAsAWhole() throws IOException {
        assertThat(problems(new byte[] {'n', 'a', 'm', 'e', ':', ' ', (byte) 0xFC, '\n'}))
                .extracting(ProfileProblem::toString)
                .containsExactly("/: is not UTF-8 text; save it as UTF-8");
        assertThat(problems(new byte[0])).extracting(ProfileProblem::path).containsExactly("");
        assertThat(problems(new byte[5 * 1024 * 1024]))
                .extracting(ProfileProblem::toString)
                .containsExactly("/: has 5242880 bytes; a profile has a few thousand, give the right file");
        assertThat(problemsOf(check.check(folder.resolve("none.yaml"))))
                .extracting(ProfileProblem::message)
                .containsExactly("does not exist or is no file; give an existing YAML file");
        assertThat(problemsOf(check.check(folder))).hasSize(1);
    }

    @Test
    void whatOnlyTheSchemaSaysIsSaidToo() {
        SchemaRules rules = new SchemaRules("""
                {"type": "object", "required": ["b"], "additionalProperties": false, "properties": {"b": {"type": "integer"}}}
                """);
        assertThat(rules.problems("{\"b\": 1}")).isEmpty();
        assertThat(rules.problems("{\"a/c\": 1}"))
                .extracting(ProfileProblem::path)
                .containsExactlyInAnyOrder("/b", "/a~1c");
    }

    private List<ProfileProblem> problems(byte[] content) throws IOException {
        return problemsOf(check.check(Files.write(folder.resolve("profile.yaml"), content)));
    }

    private static List<ProfileProblem> problemsOf(ProfileCheck check) {
        return switch (check) {
            case ProfileCheck.Sound sound -> List.of();
            case ProfileCheck.Unsound unsound -> unsound.problems();
        };
    }
}
