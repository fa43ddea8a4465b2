package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ObjectArgumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anObjectStaysAsItIs() {
        assertThat(ObjectArguments.object(" { \"a\" : 1 }")).isEqualTo(" { \"a\" : 1 }");
    }

    @Test
    void anythingElseIsQuoted() throws JsonProcessingException {
        for (String arguments : new String[] {"", "{", "[]", "1", "null", "{} {}", "{}, \"model\": \"x\""}) {
            assertThat(JSON.readTree(ObjectArguments.object(arguments))
                            .path("unreadable")
                            .textValue())
                    .isEqualTo(arguments);
        }
    }

    @Property(tries = 300)
    void whatComesOutIsAnObject(@ForAll String arguments) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(ObjectArguments.object(arguments));
        assertThat(tree.isObject()).isTrue();
    }
}
