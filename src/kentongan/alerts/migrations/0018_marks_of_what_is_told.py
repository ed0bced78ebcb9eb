from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_undecided(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Whether reports without a place repeat another was not decided; the night decides anew."""
    apps.get_model('alerts', 'CountedReport').objects.filter(voices=0, repeats=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_clear_texts_forgotten'),
        ('alerts', '0017_wall_around_applicants'),
    ]

    operations = [
        migrations.AddField(
            model_name='countedreport',
            name='agency',
            field=models.ForeignKey(db_index=False, null=True, on_delete=models.PROTECT, related_name='+', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='countedreport',
            name='known_on',
            field=models.DateField(null=True),
        ),
        *(
            migrations.AddField(
                model_name='countedreport',
                name=name,
                field=models.CharField(default='', max_length=length),
            )
            for name, length in (('destination', 12), ('job', 12), ('visa', 12), ('phone', 12), ('marked_by', 40))
        ),
        migrations.AddIndex(
            model_name='countedreport',
            index=models.Index(fields=['office', 'known_on', 'agency', 'region_code'], name='counted_by_telling'),
        ),
        migrations.RunPython(forget_undecided, migrations.RunPython.noop),
    ]
