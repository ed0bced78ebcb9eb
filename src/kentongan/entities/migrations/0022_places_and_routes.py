"""Two more kinds of things: meeting places and journeys. Only the choices change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entities", "0021_applicants")]
    operations = [
        migrations.AlterField(
            model_name="thing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("phone", "Nomor telepon"),
                    ("account", "Rekening atau dompet digital"),
                    ("handle", "Akun media sosial atau tautan"),
                    ("organisation", "Perusahaan atau lembaga"),
                    ("alias", "Nama panggilan perekrut"),
                    ("holding_house", "Rumah penampungan"),
                    ("offer", "Tawaran kerja"),
                    ("place", "Tempat berkumpul"),
                    ("route", "Jalur perjalanan"),
                ],
                max_length=20,
            ),
        ),
    ]
