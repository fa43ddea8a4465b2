package dev.leadrelay.research.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.Identifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextArchiveTest {
    private static final String TEXT = "Größe: 50 Leute\n東京";

    @TempDir
    Path folder;

    @Test
    void aTextLiesUnderTheHashOfItsBytes() throws IOException {
        TextArchive archive = TextArchive.in(folder.resolve("pages"));
        archive.keep(TEXT);
        archive.keep(TEXT);

        String hash = Identifiers.contentHash(TEXT);
        Path file = folder.resolve("pages").resolve(hash.substring(0, 2)).resolve(hash + ".txt");
        assertThat(file).hasContent(TEXT);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void manyThreadsKeepManyTextsOnce() throws IOException {
        TextArchive archive = TextArchive.in(folder.resolve("pages"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                String text = "text " + i % 100;
                threads.submit(() -> archive.keep(text));
            }
        }
        assertThat(files()).hasSize(100).allMatch(file -> file.toString().endsWith(".txt"));
    }

    @Test
    void aTextThatCannotBeKeptFailsNobody() throws IOException {
        TextArchive archive = TextArchive.in(folder.resolve("pages"));
        String hash = Identifiers.contentHash(TEXT);
        Files.writeString(folder.resolve("pages").resolve(hash.substring(0, 2)), "in the way");

        assertThatCode(() -> archive.keep(TEXT)).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> TextArchive.in(file.resolve("pages")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page-archive")
                .hasMessageEndingWith("give a writable folder");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
