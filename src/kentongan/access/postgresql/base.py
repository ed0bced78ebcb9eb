"""Django's PostgreSQL connection, which tells the database whose seat it sits in."""

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from kentongan.access.seats import TELL, TRUST_TRANSACTION, taken


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes the seat of its thread, also when it comes back out of the pool.

    The words go through the driver's own connection: they are no questions of a page, and are
    counted as none.
    """

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.take_seat()

    def take_seat(self) -> None:
        """Tell the database the seat of this thread; nothing to do without a connection."""
        driver = self.connection
        if driver is None or driver.info.transaction_status == TransactionStatus.INERROR:
            return
        driver.execute(TELL, taken.get().words)

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and self.connection is not None:
            self.connection.execute(TRUST_TRANSACTION)
