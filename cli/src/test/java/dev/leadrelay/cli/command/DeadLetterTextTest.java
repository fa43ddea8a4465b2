package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DeadLetterTextTest {
    @Test
    void saysHowALeadEndedAndWhereItWasParkedAgain() throws Exception {
        assertThat(printed("""
                {"line":"parked again, then DISCARDED: \\u001b[31mno","settled":true,"parkedAgain":"the-next-one",
                 "end":{"status":"DISCARDED"}}"""))
                .contains("what came of it: parked again, then DISCARDED:  [31mno", "next dead letter: the-next-one");
    }

    @Test
    void namesNoDeadLetterWhereThereIsNone() throws Exception {
        assertThat(printed("{\"line\":\"DELIVERED\",\"settled\":true,\"parkedAgain\":null}"))
                .contains("what came of it: DELIVERED")
                .doesNotContain("next dead letter");
    }

    @Test
    void saysNothingOfWhatNobodyDecidedAbout() throws Exception {
        assertThat(printed("null")).contains("id-1  WRITER").doesNotContain("what came of it");
    }

    private static String printed(String fate) throws JsonProcessingException {
        StringWriter out = new StringWriter();
        DeadLetterText.print(
                new PrintWriter(out, true),
                new ObjectMapper().readTree("{\"deadLetterId\":\"id-1\",\"stage\":\"WRITER\",\"fate\":" + fate + "}"));
        return out.toString();
    }
}
