package dev.leadrelay.service;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who this process is among its like. */
@ConfigMapping(prefix = "leadrelay.instance")
public interface InstanceSettings {
    /**
     * A name that is the same after a restart (a pod name of a stateful set, for example); gives static group membership.
     * Without it the process gets a new name at each start.
     */
    Optional<String> name();
}
