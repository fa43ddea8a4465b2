package dev.leadrelay.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Names and shape of LeadRelay's topics; the same in every service of an installation. */
@ConfigMapping(prefix = "leadrelay.topics")
public interface TopicSettings {
    /** Put in front of every topic name as it is. */
    Optional<String> prefix();

    /** Partitions of each topic that is created. */
    @WithDefault("12")
    int partitions();

    /** Replicas of each topic that is created. */
    @WithDefault("1")
    short replicationFactor();

    /** Largest record batch, in bytes; dead-letter topics allow twice as much. */
    @WithDefault("1048576")
    int maxMessageBytes();
}
