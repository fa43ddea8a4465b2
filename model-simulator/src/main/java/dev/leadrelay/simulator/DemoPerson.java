package dev.leadrelay.simulator;

/**
 * Somebody who works at a demo company.
 *
 * @param title job title in English
 */
public record DemoPerson(String firstName, String lastName, String title) {}
