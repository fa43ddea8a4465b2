package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who submits a list again is recognised: reading better never changes the id of a lead that was clean before. */
class SampleLeadIdsTest {
    @Test
    void theSampleLeadsKeepTheirIds() throws IOException, URISyntaxException {
        List<String> ids = new ArrayList<>();
        new LeadFileReader(Path.of("..", "samples", "leads.csv"), Map.of())
                .read(lead -> ids.add(lead.getSourceRow() + " " + lead.getLeadId()), problem -> {});

        Path kept = Path.of(
                SampleLeadIdsTest.class.getResource("/sample-lead-ids.txt").toURI());
        assertThat(ids).hasSize(62).isEqualTo(Files.readAllLines(kept));
    }
}
