package dev.leadrelay.writer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SellerFileTest {
    @TempDir
    Path dir;

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> SellerFile.read(dir.resolve("none.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("leadrelay.writer.seller");
        Path wrong = Files.writeString(dir.resolve("seller.yaml"), "name: x\ncompany: [\n");
        assertThatThrownBy(() -> SellerFile.read(wrong))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("seller.yaml")
                .hasMessageNotContaining("\n");
        Path binary = Files.write(dir.resolve("seller.bin"), new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> SellerFile.read(binary)).isInstanceOf(SettingsException.class);
    }
}
