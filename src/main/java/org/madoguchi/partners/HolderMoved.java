package org.madoguchi.partners;

import jakarta.validation.constraints.NotNull;

/**
 * Data of {@code holder.moved}: another municipality is in charge of the holder of this case. The family register says so of
 * the registered domicile of somebody abroad, J-LIS of the address of a resident.
 */
public record HolderMoved(@NotNull String municipalityCode) {

    public static final String TYPE = "holder.moved";
}
