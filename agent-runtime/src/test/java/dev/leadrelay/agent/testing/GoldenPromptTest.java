package dev.leadrelay.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenPromptTest {
    @TempDir
    Path folder;

    private Path prompt;

    @BeforeEach
    void write() throws IOException {
        prompt = Files.createDirectories(folder.resolve("prompts").resolve("plain"))
                .resolve("1.md");
        Files.writeString(prompt, "first");
    }

    @Test
    void whatWasRecordedPassesAndWhatIsOtherFailsWithItsDifference() {
        golden().requireSame("be brief", "one\ntwo\nthree", true);

        assertThatCode(() -> golden().requireSame("be brief", "one\ntwo\nthree", false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> golden().requireSame("be brief", "one\n2\nthree", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("- two")
                .hasMessageContaining("+ 2")
                .hasMessageContaining("-Dleadrelay.golden.renew=true")
                .message()
                .doesNotContain("- one", "three\n  +");
    }

    @Test
    void oneLetterInTheMiddleOfALongLineIsSeen() {
        String line = "x".repeat(10_000);
        golden().requireSame("s", line, true);

        assertThatThrownBy(
                        () -> golden().requireSame("s", line.substring(0, 5_000) + "y" + line.substring(5_001), false))
                .isInstanceOf(AssertionError.class);
        assertThat(folder.resolve("golden").resolve("plain-1-case.txt"))
                .exists()
                .content()
                .hasSizeLessThan(2_000);
    }

    @Test
    void aFileThatIsMissingFails() {
        assertThatThrownBy(() -> golden().requireSame("s", "u", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not there");
    }

    @Test
    void aPromptChangedUnderItsVersionFailsEvenWhenRenewing() throws IOException {
        golden().requireSame("s", "u", true);
        Files.writeString(prompt, "changed");

        for (boolean renew : new boolean[] {false, true}) {
            assertThatThrownBy(() -> golden().requireSame("s", "u", renew))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("its version was not")
                    .hasMessageContaining("docs/prompts.md");
        }
    }

    private GoldenPrompt golden() {
        return GoldenPrompt.in(folder.resolve("prompts"), folder.resolve("golden"), "plain", "1", "case");
    }
}
