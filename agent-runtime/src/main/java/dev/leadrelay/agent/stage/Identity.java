package dev.leadrelay.agent.stage;

/**
 * Who answers. Immutable.
 *
 * @param agent name of the agent
 * @param version of its code
 * @param instance name of the running instance
 */
public record Identity(String agent, String version, String instance) {}
