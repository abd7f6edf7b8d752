package org.madoguchi.identity;

import java.util.Arrays;
import java.util.Optional;

/** The roles of staff; {@link #id()} is the candidate group in the models and the realm role in Keycloak. */
public enum Role {
    CONSULAR_CLERK(Office.Kind.MISSION),
    CONSULAR_OFFICER(Office.Kind.MISSION),
    CONSULAR_SUPERVISOR(Office.Kind.MISSION),
    MUNICIPAL_OFFICER(Office.Kind.MUNICIPALITY),
    MUNICIPAL_SUPERVISOR(Office.Kind.MUNICIPALITY),
    ISA_CLERK(Office.Kind.BUREAU),
    ISA_EXAMINER(Office.Kind.BUREAU),
    ISA_CARD_OFFICER(Office.Kind.BUREAU),
    ISA_SUPERVISOR(Office.Kind.BUREAU),
    PROGRAMME_MANAGER(Office.Kind.HEADQUARTERS),
    CONTACT_CENTRE_AGENT(Office.Kind.HEADQUARTERS),
    LINKAGE_OFFICER(Office.Kind.HEADQUARTERS),
    PRIVACY_OFFICER(Office.Kind.HEADQUARTERS),
    PROCESS_ANALYST(Office.Kind.HEADQUARTERS),
    PROCESS_APPROVER(Office.Kind.HEADQUARTERS),
    AUDITOR(Office.Kind.HEADQUARTERS),
    ADMINISTRATOR(Office.Kind.HEADQUARTERS);

    private final Office.Kind officeKind;

    Role(Office.Kind officeKind) {
        this.officeKind = officeKind;
    }

    public String id() {
        return name().toLowerCase().replace('_', '-');
    }

    /** Where people of this role work. */
    public Office.Kind officeKind() {
        return officeKind;
    }

    /** Supervisors see the late list of their office and may move work between people. */
    public boolean supervises() {
        return this == CONSULAR_SUPERVISOR || this == MUNICIPAL_SUPERVISOR || this == ISA_SUPERVISOR || this == PROGRAMME_MANAGER;
    }

    /** The supervisor to whom late work of this role is escalated, in the same office. */
    public Role supervisor() {
        return switch (officeKind) {
            case MISSION -> CONSULAR_SUPERVISOR;
            case MUNICIPALITY -> MUNICIPAL_SUPERVISOR;
            case BUREAU -> ISA_SUPERVISOR;
            case HEADQUARTERS -> PROGRAMME_MANAGER;
        };
    }

    public static Optional<Role> ofId(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
