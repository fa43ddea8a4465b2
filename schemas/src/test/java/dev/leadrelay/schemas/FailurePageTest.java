package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailurePageTest {
    private static final Path PAGE = Path.of("../docs/failures.md");

    @Test
    void thePageIsTheTable() throws IOException {
        if (Boolean.getBoolean("failures.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, FailurePage.markdown());
        }
        assertThat(PAGE)
                .as("write it anew with: mvn -pl schemas test -Dtest=FailurePageTest -Dfailures.write=true")
                .hasContent(FailurePage.markdown());
    }

    @Test
    void thePageNamesEveryClass() {
        for (FailureClass failure : FailureClass.values()) {
            assertThat(FailurePage.markdown()).contains("| " + failure + " |");
        }
    }
}
