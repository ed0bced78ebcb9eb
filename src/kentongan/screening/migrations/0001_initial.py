"""Applications, what was found, proposed and decided; the database holds the rules too."""

import django.db.models.deletion
import kentongan.encryption.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.screening.guards import allow, forbid


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0006_clear_texts_forgotten'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=20)),
                ('simkim_number', kentongan.encryption.fields.EncryptedText()),
                ('opened_at', models.DateTimeField()),
                ('region_code', models.CharField(blank=True, max_length=13)),
                ('purpose', models.CharField(max_length=40)),
                ('state', models.CharField(default='open', max_length=10)),
                ('label', models.PositiveSmallIntegerField(choices=[(0, 'TERBUKA'), (1, 'TERBATAS ANTARINSTANSI'), (2, 'TERBATAS'), (3, 'RAHASIA'), (4, 'RAHASIA PERORANGAN'), (5, 'TERSEGEL')], default=3)),
                ('is_child', models.BooleanField(default=False)),
                ('told', kentongan.encryption.fields.EncryptedJSON(empty=dict)),
                ('national_id_key', models.CharField(blank=True, default='', max_length=64)),
                ('started_on', models.DateField()),
                ('waiting_until', models.DateField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('handler', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='accounts.office')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Answers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('question_sets', models.JSONField(default=list)),
                ('answers', kentongan.encryption.fields.EncryptedJSON(empty=dict)),
                ('officer_words', kentongan.encryption.fields.EncryptedText()),
                ('applicant_words', kentongan.encryption.fields.EncryptedText()),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('written_at', models.DateTimeField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='screening.application')),
            ],
            options={
                'ordering': ['application', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ContactKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('phone', 'Nomor telepon'), ('sponsor', 'Sponsor'), ('address', 'Alamat'), ('account', 'Rekening')], max_length=10)),
                ('key', models.CharField(max_length=64)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_keys', to='screening.application')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
            ],
            options={
                'ordering': ['application', 'kind', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('number', models.CharField(max_length=40)),
                ('statement', kentongan.encryption.fields.EncryptedText()),
                ('is_proven_false', models.BooleanField()),
                ('on', models.DateField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examinations', to='screening.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Impression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('row_uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('words', kentongan.encryption.fields.EncryptedText()),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='impressions', to='screening.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NotTheSame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=32)),
                ('reason', kentongan.encryption.fields.EncryptedText()),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='denials', to='screening.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('row_uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('ktp', 'KTP'), ('kk', 'Kartu keluarga'), ('birth', 'Akta kelahiran'), ('marriage', 'Buku nikah'), ('diploma', 'Ijazah'), ('passport', 'Paspor lama'), ('other', 'Surat lain')], max_length=10)),
                ('on', models.DateField(null=True)),
                ('fields', kentongan.encryption.fields.EncryptedJSON(empty=dict)),
                ('written_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='screening.application')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['application', 'written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('decision', models.CharField(choices=[('issue', 'Terbitkan'), ('ask', 'Minta kelengkapan'), ('refer', 'Limpahkan untuk pemeriksaan (BAP)'), ('postpone', 'Tunda'), ('refuse', 'Tolak')], max_length=10)),
                ('reason_code', models.CharField(max_length=3)),
                ('words', kentongan.encryption.fields.EncryptedText()),
                ('at', models.DateTimeField()),
                ('given_back_at', models.DateTimeField(null=True)),
                ('answer', kentongan.encryption.fields.EncryptedText()),
                ('given_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='screening.application')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['application', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('number', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=20)),
                ('content', kentongan.encryption.fields.EncryptedJSON(empty=dict)),
                ('printed_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='screening.application')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='screening.proposal')),
            ],
            options={
                'ordering': ['printed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('decision', models.CharField(choices=[('issue', 'Terbitkan'), ('ask', 'Minta kelengkapan'), ('refer', 'Limpahkan untuk pemeriksaan (BAP)'), ('postpone', 'Tunda'), ('refuse', 'Tolak')], max_length=10)),
                ('reason_code', models.CharField(max_length=3)),
                ('words', kentongan.encryption.fields.EncryptedText()),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='screening.application')),
                ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.letter')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ruling', to='screening.proposal')),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('words', kentongan.encryption.fields.EncryptedText()),
                ('received_on', models.DateField()),
                ('overturned', models.BooleanField(null=True)),
                ('answer', kentongan.encryption.fields.EncryptedText()),
                ('answered_at', models.DateTimeField(null=True)),
                ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ruling', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='screening.ruling')),
            ],
            options={
                'ordering': ['received_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StoredFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', kentongan.encryption.fields.DataKey(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=32)),
                ('values', kentongan.encryption.fields.EncryptedJSON(empty=dict)),
                ('source', kentongan.encryption.fields.EncryptedText()),
                ('on', models.DateField()),
                ('found_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='screening.application')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
            ],
            options={
                'ordering': ['found_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='ruling',
            name='carrying',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.storedfinding'),
        ),
        migrations.CreateModel(
            name='ProposalFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='screening.proposal')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.storedfinding')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['office', '-opened_at'], name='applications_of_a_day'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['office', 'state'], name='applications_that_wait'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['handler', '-opened_at'], name='applications_in_hand'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('national_id_key', ''), _negated=True), fields=['national_id_key'], name='applications_on_a_number'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('office', 'number'), name='one_application_per_number'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('is_child', False), ('label__gte', 4), _connector='OR'), name='a_child_has_named_readers'),
        ),
        migrations.AddConstraint(
            model_name='answers',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='one_interview_per_turn'),
        ),
        migrations.AddIndex(
            model_name='contactkey',
            index=models.Index(fields=['key', 'kind'], name='applications_on_a_contact'),
        ),
        migrations.AddConstraint(
            model_name='contactkey',
            constraint=models.UniqueConstraint(fields=('application', 'kind', 'key'), name='one_contact_per_application'),
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='one_examination_per_number'),
        ),
        migrations.AddConstraint(
            model_name='notthesame',
            constraint=models.UniqueConstraint(fields=('application', 'key'), name='one_denial_per_finding'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='one_proposal_per_turn'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('office', 'number'), name='one_letter_per_number'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('reviewer', None), models.Q(models.Q(('reviewer', models.F('proposer')), _negated=True), models.Q(('reviewer', models.F('decider')), _negated=True)), _connector='OR'), name='a_reviewer_had_no_part'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('overturned', None), ('reviewer', None)), models.Q(('answered_at__isnull', False), ('overturned__isnull', False), ('reviewer__isnull', False)), _connector='OR'), name='an_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='storedfinding',
            constraint=models.UniqueConstraint(fields=('application', 'key'), name='one_finding_per_key'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['office', 'at'], name='rulings_of_an_office'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['postpone', 'refuse']), _negated=True), models.Q(('decider', models.F('proposer')), _negated=True), _connector='OR'), name='a_grave_ruling_has_two_officers'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['postpone', 'refuse']), _negated=True), ('letter__isnull', False), _connector='OR'), name='a_grave_ruling_has_a_letter'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['postpone', 'refuse']), _negated=True), ('carrying__isnull', False), _connector='OR'), name='a_grave_ruling_has_a_fact'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['postpone', 'refuse']), _negated=True), models.Q(('reason_code', ''), _negated=True), _connector='OR'), name='a_grave_ruling_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='proposalfact',
            constraint=models.UniqueConstraint(fields=('proposal', 'finding'), name='a_fact_once_per_proposal'),
        ),
        migrations.RunPython(forbid, allow),
    ]
