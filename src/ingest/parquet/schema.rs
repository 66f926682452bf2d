//! Which columns of a Parquet file hold a field, and as what they are read.
//!
//! Columns of text are read as bytes, whatever the file calls them, so that a text that is none costs its row alone and not the file. They are
//! read as views into the pages: a long text that a dictionary holds once is not written out for every row. Columns that are not needed lose
//! their meaning, so that one of a kind that the library does not know does no harm.

use std::sync::Arc;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use ::parquet::basic::{Compression, ConvertedType, LogicalType, Type as PhysicalType};
use ::parquet::errors::Result as ParquetResult;
use ::parquet::file::metadata::{ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataReader};
use ::parquet::schema::types::{BasicTypeInfo, SchemaDescriptor, Type, TypePtr};
use arrow_schema::{DataType, Field as ArrowField, FieldRef, Schema};

use crate::error::Result;
use crate::ingest::arrow::usable;
use crate::ingest::columns::Field;
use crate::ingest::layout::Layout;
use crate::ingest::{Columns, format_error};

use super::source::Source;
use super::{thrift, unreadable};

/// Columns lie in each other no deeper than this, the root included; a list of structures of lists is eight deep.
const MAX_NESTING: usize = 100;

/// What is to be read of a file.
pub(super) struct Table {
    pub(super) metadata: ArrowReaderMetadata,
    pub(super) projection: ProjectionMask,
    /// Where the fields stand among the columns that are read.
    pub(super) layout: Layout,
    pub(super) n_rows: u64,
}

impl Table {
    /// The table in `source`, of which `columns` says what the user calls what.
    ///
    /// # Errors
    /// Where what the file says about itself is damaged, or its columns do not do.
    pub(super) fn of(source: &Source, columns: &Columns) -> Result<Self> {
        check_nesting(source)?;
        let metadata =
            ParquetMetaDataReader::new().parse_and_finish(source).map_err(|error| unreadable(&error))?;
        let n_rows = n_rows(&metadata)?;
        let schema = metadata.file_metadata().schema_descr();
        let names: Vec<String> =
            schema.root_schema().get_fields().iter().map(|column| column.name().to_owned()).collect();
        let layout = Layout::of_names(&names, columns)?;
        let needed = needed(&layout);
        check_chunks(source, &metadata, &needed)?;
        let read = |metadata| as_views(with_schema(metadata, &needed)?, &needed);
        let metadata = read(metadata).map_err(|error| unreadable(&error))?;
        let layout = usable(&layout, metadata.schema())?;
        let (layout, projected) = packed(&layout);
        let projection = ProjectionMask::roots(metadata.parquet_schema(), projected);
        Ok(Self { metadata, projection, layout, n_rows })
    }
}

/// Checks what would end the process: columns in columns without end.
fn check_nesting(source: &Source) -> Result<()> {
    if source.metadata().as_deref().and_then(thrift::nesting).is_some_and(|depth| depth > MAX_NESTING) {
        return Err(format_error(format!(
            "cannot be read as Parquet: it nests columns more than {MAX_NESTING} deep"
        )));
    }
    Ok(())
}

/// Checks the chunks of the columns that are needed: how they are packed, and how long their dictionaries claim to be.
fn check_chunks(source: &Source, metadata: &ParquetMetaData, needed: &[usize]) -> Result<()> {
    let schema = metadata.file_metadata().schema_descr();
    for group in metadata.row_groups() {
        for (leaf, chunk) in group.columns().iter().enumerate().take(schema.num_columns()) {
            if needed.contains(&schema.get_column_root_idx(leaf)) {
                check_packing(chunk.compression())?;
                check_dictionary(source, chunk)?;
            }
        }
    }
    Ok(())
}

fn check_packing(packing: Compression) -> Result<()> {
    let name = match packing {
        Compression::BROTLI(_) => "Brotli",
        Compression::LZO => "LZO",
        _ => return Ok(()),
    };
    Err(format_error(format!("is packed with {name}, which is not read; write it with Snappy or Zstandard")))
}

/// A value of a dictionary takes up at least a byte.
fn check_dictionary(source: &Source, chunk: &ColumnChunkMetaData) -> Result<()> {
    let (start, _) = chunk.byte_range();
    match source.header(start).as_deref().and_then(thrift::dictionary) {
        Some((n_values, n_bytes)) if !(0..=n_bytes).contains(&n_values) => {
            let path = chunk.column_path().string();
            Err(format_error(format!("cannot be read as Parquet: the dictionary of `{path}` is damaged")))
        }
        _ => Ok(()),
    }
}

/// The columns that hold a field, in order.
fn needed(layout: &Layout) -> Vec<usize> {
    let mut needed: Vec<usize> =
        Field::ALL.into_iter().flat_map(|field| layout.positions(field)).copied().collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// The layout of what is left where only the columns are read that hold a field, and these.
fn packed(layout: &Layout) -> (Layout, Vec<usize>) {
    let needed = needed(layout);
    let place = |position: &usize| needed.binary_search(position).ok();
    let places = Field::ALL
        .into_iter()
        .map(|field| (field, layout.positions(field).iter().filter_map(place).collect()))
        .collect();
    (Layout::new(needed.len(), places), needed)
}

/// The number of rows, which the file says twice.
fn n_rows(metadata: &ParquetMetaData) -> Result<u64> {
    let total = metadata.row_groups().iter().try_fold(0_u64, |total, group| {
        u64::try_from(group.num_rows()).ok().and_then(|n_rows| total.checked_add(n_rows))
    });
    total.filter(|total| i64::try_from(*total) == Ok(metadata.file_metadata().num_rows())).ok_or_else(|| {
        format_error("cannot be read as Parquet: it contradicts itself about its number of rows")
    })
}

/// The same file with the schema that it is to be read by.
fn with_schema(metadata: ParquetMetaData, needed: &[usize]) -> ParquetResult<Arc<ParquetMetaData>> {
    let file = metadata.file_metadata();
    let root = file.schema();
    let fields: ParquetResult<Vec<TypePtr>> = root
        .get_fields()
        .iter()
        .enumerate()
        .map(|(position, column)| plain(column, needed.contains(&position)))
        .collect();
    let root = Type::group_type_builder(root.name()).with_fields(fields?).build()?;
    let schema = Arc::new(SchemaDescriptor::new(Arc::new(root)));
    let file = FileMetaData::new(file.version(), file.num_rows(), None, None, schema, None);
    Ok(Arc::new(ParquetMetaData::new(file, metadata.into_builder().take_row_groups())))
}

/// The column without the meaning of its texts, or where it is not needed, of all in it.
fn plain(column: &TypePtr, is_needed: bool) -> ParquetResult<TypePtr> {
    let info = column.get_basic_info();
    let column = match column.as_ref() {
        Type::PrimitiveType { .. } if is_needed && !is_text(column) => return Ok(Arc::clone(column)),
        Type::PrimitiveType { physical_type, type_length, .. } => {
            Type::primitive_type_builder(info.name(), *physical_type)
                .with_repetition(info.repetition())
                .with_length(*type_length)
                .build()?
        }
        Type::GroupType { fields, .. } => {
            let fields = fields.iter().map(|field| plain(field, is_needed)).collect::<ParquetResult<_>>()?;
            let mut group =
                Type::group_type_builder(info.name()).with_fields(fields).with_repetition(info.repetition());
            if is_needed {
                group = group.with_converted_type(info.converted_type());
                group = group.with_logical_type(info.logical_type_ref().cloned());
            }
            group.build()?
        }
    };
    Ok(Arc::new(column))
}

/// Whether a column holds bytes that are, or may be, text.
fn is_text(column: &Type) -> bool {
    column.get_physical_type() == PhysicalType::BYTE_ARRAY && !means_something_else(column.get_basic_info())
}

fn means_something_else(info: &BasicTypeInfo) -> bool {
    info.converted_type() == ConvertedType::DECIMAL
        || matches!(info.logical_type_ref(), Some(LogicalType::Decimal(_) | LogicalType::Unknown))
}

/// The file with the columns that are needed read as views where they are bytes.
fn as_views(metadata: Arc<ParquetMetaData>, needed: &[usize]) -> ParquetResult<ArrowReaderMetadata> {
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let read = ArrowReaderMetadata::try_new(Arc::clone(&metadata), options.clone())?;
    let fields: Vec<FieldRef> = read
        .schema()
        .fields()
        .iter()
        .enumerate()
        .map(|(position, field)| if needed.contains(&position) { viewed(field) } else { Arc::clone(field) })
        .collect();
    ArrowReaderMetadata::try_new(metadata, options.with_schema(Arc::new(Schema::new(fields))))
}

fn viewed(field: &FieldRef) -> FieldRef {
    let data_type = match field.data_type() {
        DataType::Binary => DataType::BinaryView,
        DataType::List(item) => DataType::List(viewed(item)),
        _ => return Arc::clone(field),
    };
    Arc::new(ArrowField::clone(field).with_data_type(data_type))
}
