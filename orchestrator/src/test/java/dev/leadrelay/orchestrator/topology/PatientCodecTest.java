package dev.leadrelay.orchestrator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientCodecTest {
    private static final AtomicInteger OUTAGES = new AtomicInteger();

    private final LeadList list = Samples.list("l", 0, true, "a");
    private final byte[] bytes = new FingerprintSerializer().serialize("leads.lists", list);

    @BeforeEach
    void reset() {
        OUTAGES.set(0);
    }

    @Test
    void waitsUntilTheRegistryIsBack() {
        OUTAGES.set(2);
        Decoded<LeadList> decoded = codec(Duration.ofSeconds(30), 1).decode("leads.lists", bytes, LeadList.class);
        assertThat(decoded).isEqualTo(new Decoded.Value<>(list));
    }

    @Test
    void givesUpAfterItsPatience() {
        OUTAGES.set(Integer.MAX_VALUE);
        assertThatThrownBy(() -> codec(Duration.ZERO, 1).decode("leads.lists", bytes, LeadList.class))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void doesNotWaitWhenTheServiceStops() {
        OUTAGES.set(Integer.MAX_VALUE);
        assertThatThrownBy(() -> codec(Duration.ofDays(1), 0).decode("leads.lists", bytes, LeadList.class))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private static PatientCodec codec(Duration patience, int stopping) {
        RecordCodec codec = RecordCodec.create(Map.of(
                RecordCodec.SERIALIZER, FingerprintSerializer.class.getName(),
                RecordCodec.DESERIALIZER, Unreliable.class.getName()));
        return new PatientCodec(codec, patience, new CountDownLatch(stopping));
    }

    /** Fails as often as it is told to, as if the registry were away. */
    public static final class Unreliable implements Deserializer<Object> {
        private final FingerprintDeserializer reliable = new FingerprintDeserializer();

        @Override
        public Object deserialize(String topic, byte[] data) {
            if (OUTAGES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new RegistryUnavailableException("away", new java.io.IOException("away"));
            }
            return reliable.deserialize(topic, data);
        }
    }
}
