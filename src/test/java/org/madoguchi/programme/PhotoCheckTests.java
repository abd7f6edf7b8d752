package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.exif.ExifDirectoryBase;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoCheckTests {

    private final PhotoCheck photos = new PhotoCheck(new PhotoRules(20 * 1024, 7 * 1024 * 1024, 480, 6000, 40, 8, 5));

    @Test
    void a_good_photo_is_accepted() throws IOException {
        PhotoCheck.Result result = photos.check(jpeg(face(600, 770)));
        assertThat(result.reasons()).isEmpty();
        assertThat(read(result.jpeg())).satisfies(picture -> {
            assertThat(picture.getWidth()).isEqualTo(600);
            assertThat(picture.getHeight()).isEqualTo(770);
        });
    }

    @Test
    void what_the_camera_wrote_into_the_file_is_not_kept() throws Exception {
        byte[] upload = withExif(jpeg(face(600, 770)), 1, "PlantedCamera");
        assertThat(new String(upload, StandardCharsets.ISO_8859_1)).contains("PlantedCamera");
        PhotoCheck.Result result = photos.check(upload);
        assertThat(new String(result.jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("PlantedCamera", "Exif");
        assertThat(JpegMetadataReader.readMetadata(new ByteArrayInputStream(result.jpeg()))
                .getDirectoriesOfType(ExifDirectoryBase.class)).isEmpty();
    }

    /** Each file shows the same picture, red in the top left corner, once its orientation is heeded. */
    @ParameterizedTest
    @CsvSource({"1, LEFT_TOP", "2, RIGHT_TOP", "3, RIGHT_BOTTOM", "4, LEFT_BOTTOM", "5, LEFT_TOP", "6, LEFT_BOTTOM", "7, RIGHT_BOTTOM", "8, RIGHT_TOP"})
    void a_photo_is_turned_upright(int orientation, String cornerInFile) throws IOException {
        boolean sideways = orientation >= 5;
        BufferedImage picture = sideways ? face(770, 600) : face(600, 770);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(cornerInFile.startsWith("LEFT") ? 0 : picture.getWidth() - 80,
                cornerInFile.endsWith("TOP") ? 0 : picture.getHeight() - 80, 80, 80);
        pen.dispose();
        BufferedImage kept = read(photos.check(withExif(jpeg(picture), orientation, "Camera")).jpeg());
        assertThat(kept.getWidth()).isEqualTo(600);
        assertThat(kept.getHeight()).isEqualTo(770);
        var corner = new Color(kept.getRGB(40, 40));
        assertThat(corner.getRed()).isGreaterThan(200);
        assertThat(corner.getGreen()).isLessThan(80);
    }

    @Test
    void other_formats_are_refused_whatever_they_are_called() throws IOException {
        assertThat(photos.check(encode(face(600, 770), "png")).reasons()).containsExactly("PHOTO_NOT_JPEG");
        assertThat(photos.check(new byte[0]).reasons()).containsExactly("PHOTO_NOT_JPEG");
        assertThat(photos.check(new byte[30_000]).reasons()).containsExactly("PHOTO_NOT_JPEG");
    }

    @Test
    void the_size_of_the_file_has_bounds() throws IOException {
        byte[] good = jpeg(face(600, 770));
        assertThat(photos.check(Arrays.copyOf(good, 7 * 1024 * 1024 + 1)).reasons()).containsExactly("PHOTO_FILE_TOO_LARGE");
        assertThat(photos.check(Arrays.copyOf(good, 7 * 1024 * 1024)).reasons()).isEmpty();
        assertThat(photos.check(jpeg(blank(480, 480, 128))).reasons()).containsExactly("PHOTO_FILE_TOO_SMALL");
    }

    @ParameterizedTest
    @CsvSource({"480, 480, true", "479, 600, false", "600, 479, false", "480, 6000, true", "480, 6001, false"})
    void the_dimensions_have_bounds(int width, int height, boolean accepted) throws IOException {
        PhotoCheck.Result result = photos.check(jpeg(face(width, height)));
        assertThat(result.accepted()).isEqualTo(accepted);
        if (!accepted) {
            assertThat(result.reasons()).containsExactly("PHOTO_DIMENSIONS");
        }
    }

    @Test
    void a_picture_without_colour_is_refused() throws IOException {
        BufferedImage grey = new BufferedImage(600, 770, BufferedImage.TYPE_BYTE_GRAY);
        grey.createGraphics().drawImage(face(600, 770), 0, 0, null);
        assertThat(photos.check(jpeg(grey)).reasons()).containsExactly("PHOTO_NOT_RGB");
    }

    @Test
    void a_file_that_claims_to_be_enormous_is_refused_without_being_decoded() throws IOException {
        byte[] bomb = jpeg(face(600, 770));
        int frame = frameHeader(bomb);
        for (int i = 5; i <= 8; i++) {
            bomb[frame + i] = (byte) 0xff;
        }
        assertThat(photos.check(bomb).reasons()).containsExactly("PHOTO_DIMENSIONS");
    }

    /** Each scan draws the whole picture again: a small file that keeps a decoder busy for hours. */
    @Test
    void a_file_of_very_many_scans_is_refused_before_it_is_decoded() throws IOException {
        byte[] good = jpeg(face(600, 770));
        var bomb = new ByteArrayOutputStream();
        bomb.write(good, 0, good.length - 2);
        for (int i = 0; i < 100; i++) {
            bomb.write(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0});
        }
        bomb.write(good, good.length - 2, 2);
        assertThat(photos.check(bomb.toByteArray()).reasons()).containsExactly("PHOTO_UNREADABLE");
    }

    @Test
    void a_torn_file_is_unreadable() throws IOException {
        byte[] good = jpeg(face(900, 1200));
        assertThat(photos.check(Arrays.copyOf(good, good.length / 2)).reasons()).containsExactly("PHOTO_UNREADABLE");
    }

    @Test
    void noise_behind_a_jpeg_header_is_unreadable_and_never_a_fault() {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[25_000];
            random.nextBytes(noise);
            noise[0] = (byte) 0xff;
            noise[1] = (byte) 0xd8;
            noise[2] = (byte) 0xff;
            assertThat(photos.check(noise).accepted()).isFalse();
        }
    }

    @Test
    void a_damaged_photo_never_makes_a_fault() throws IOException {
        byte[] good = jpeg(face(600, 770));
        var random = new Random(11);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = good.clone();
            for (int j = 0; j < 20; j++) {
                damaged[3 + random.nextInt(700)] = (byte) random.nextInt();
            }
            PhotoCheck.Result result = photos.check(damaged);
            assertThat(result.accepted()).isEqualTo(result.jpeg() != null);
        }
    }

    @Test
    void a_photo_taken_in_the_dark_is_refused() throws IOException {
        BufferedImage dark = face(1200, 1540);
        for (int y = 0; y < dark.getHeight(); y++) {
            for (int x = 0; x < dark.getWidth(); x++) {
                dark.setRGB(x, y, dark.getRGB(x, y) >> 3 & 0x1f1f1f);
            }
        }
        assertThat(photos.check(jpeg(dark)).reasons()).contains("PHOTO_TOO_DARK");
    }

    @Test
    void a_blank_picture_is_refused() throws IOException {
        assertThat(photos.check(jpeg(blank(3000, 3000, 200))).reasons()).containsExactly("PHOTO_BLANK");
    }

    @Test
    void a_badly_blurred_photo_is_refused() throws IOException {
        BufferedImage blurred = face(900, 1200);
        float[] weights = new float[61];
        Arrays.fill(weights, 1f / 61);
        for (int i = 0; i < 3; i++) {
            blurred = new ConvolveOp(new Kernel(61, 1, weights), ConvolveOp.EDGE_NO_OP, null).filter(blurred, null);
            blurred = new ConvolveOp(new Kernel(1, 61, weights), ConvolveOp.EDGE_NO_OP, null).filter(blurred, null);
        }
        BufferedImage inside = new BufferedImage(700, 1000, BufferedImage.TYPE_INT_RGB);
        inside.createGraphics().drawImage(blurred, -100, -100, null);
        assertThat(photos.check(jpeg(inside)).reasons()).containsExactly("PHOTO_BLURRED");
    }

    /** A drawn head with a little grain, as a camera makes it. */
    private static BufferedImage face(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(225, 230, 235));
        pen.fillRect(0, 0, width, height);
        pen.setColor(new Color(40, 35, 30));
        pen.fillOval(width / 5, height / 8, width * 3 / 5, height * 3 / 5);
        pen.setColor(new Color(226, 190, 165));
        pen.fillOval(width / 4, height / 5, width / 2, height / 2);
        pen.setColor(Color.BLACK);
        pen.fillOval(width * 3 / 8, height * 2 / 5, width / 18, height / 40 + 1);
        pen.fillOval(width * 4 / 7, height * 2 / 5, width / 18, height / 40 + 1);
        pen.dispose();
        var random = new Random(3);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt(25) - 12;
                var c = new Color(picture.getRGB(x, y));
                picture.setRGB(x, y, new Color(grain(c.getRed(), grain), grain(c.getGreen(), grain), grain(c.getBlue(), grain)).getRGB());
            }
        }
        return picture;
    }

    private static int grain(int value, int grain) {
        return Math.max(0, Math.min(255, value + grain));
    }

    private static BufferedImage blank(int width, int height, int grey) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(grey, grey, grey));
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return picture;
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        return encode(picture, "jpeg");
    }

    private static byte[] encode(BufferedImage picture, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return out.toByteArray();
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static int frameHeader(byte[] jpeg) {
        for (int i = 2; i < jpeg.length; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no frame");
    }

    /** Puts an EXIF block with camera model and orientation behind the start of the file. */
    private static byte[] withExif(byte[] jpeg, int orientation, String model) {
        byte[] name = (model + "\0").getBytes(StandardCharsets.US_ASCII);
        var exif = ByteBuffer.allocate(6 + 8 + 2 + 2 * 12 + 4 + name.length);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        exif.putShort((short) 2);
        exif.putShort((short) 0x0110).putShort((short) 2).putInt(name.length).putInt(8 + 2 + 24 + 4);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0);
        exif.putInt(0).put(name);
        var file = ByteBuffer.allocate(jpeg.length + 4 + exif.capacity());
        file.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (exif.capacity() + 2)).put(exif.array())
                .put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }
}
